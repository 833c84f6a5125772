import { registry } from '../../../src/agents/index.ts';
import {
  type Capability,
  type Context,
  isAppError,
  type Plan,
  type PlanContent,
  parse,
  type RiskStore,
  readCommand,
  readInput,
  type Stores,
} from '../../../src/core/index.ts';
import { contextOf } from '../context.ts';

export const project = 'aurora/shop';
export const now = new Date('2026-11-20T10:00:00Z');

/** Plans in memory, as the real stores keep them: JSON in between, versions counted. */
interface Around {
  issues?: readonly { code: string; iid: number }[];
  closedRisks?: readonly number[];
  keptRisks?: readonly number[];
  now?: Date;
}

export function createPlanWorld({ issues = [], closedRisks = [], keptRisks = [], now: at = now }: Around = {}) {
  const plans: Plan[] = [];
  const deleted = new Map<number, Plan>();
  const isThere = ({ number }: Plan): boolean => !deleted.has(number);
  const ended = (numbers: readonly number[]) => numbers.map((number) => ({ number, why: 'Plan was deleted.' }));
  const keep = (content: PlanContent, number: number, version: number, change: string): Plan => {
    const kept = JSON.parse(JSON.stringify(content)) as PlanContent;
    const plan: Plan = { ...kept, number, version, change, changedBy: 'Maria Lindqvist', changedAt: now };
    plans[number - 1] = plan;
    return plan;
  };
  const stores = {
    plans: {
      create: async (content: PlanContent) => keep(content, plans.length + 1, 1, 'Made.'),
      change: async ({ number, version }: Pick<Plan, 'number' | 'version'>, content: PlanContent, change: string) =>
        keep(content, number, version + 1, change),
      remove: async (plan: Plan) => {
        deleted.set(plan.number, keep(plan, plan.number, plan.version + 1, 'Deleted.'));
      },
      restore: async (plan: Plan) => {
        deleted.delete(plan.number);
        return keep(plan, plan.number, plan.version + 1, 'Brought back.');
      },
    },
    risks: {
      assess: async () => ({
        register: [],
        added: [],
        changed: [],
        closed: ended(closedRisks),
        kept: ended(keptRisks),
      }),
      reopen: async () => [...closedRisks],
    } as Partial<RiskStore> as RiskStore,
  } as Stores;
  const base = contextOf({
    clock: () => at,
    plans: {
      find: async (number) => plans.find((each) => each?.number === number && isThere(each)),
      latest: async (path) => plans.findLast((each) => each.project === path && isThere(each)),
      names: async (path) => plans.filter((each) => each.project === path && isThere(each)).toReversed(),
      findDeleted: async (number) => deleted.get(number),
      issues: async (number) =>
        issues.map((each) => ({ ...each, url: `https://gitlab.example/${number}/-/issues/${each.iid}` })),
    },
  });
  const ctx: Context = { ...base, principal: { ...base.principal, projects: [project] } };

  /** What a write or read answers. */
  async function use(capability: Capability, raw: object): Promise<Record<string, unknown>> {
    const input = parse(capability.input, { project, ...raw });
    if (capability.effect === 'read') return parse(capability.output, await capability.run(input, ctx));
    if (capability.effect !== 'write') throw new Error(`${capability.name} is external`);
    return parse(capability.output, await capability.store(await capability.compute(input, ctx), stores));
  }
  return {
    plans,
    ctx,
    use,
    told: async (capability: Capability, raw: object) => capability.present(await use(capability, raw)),
    /** How it is refused. */
    async refusal(capability: Capability, raw: object): Promise<string> {
      try {
        await use(capability, raw);
      } catch (error) {
        if (isAppError(error) && error.code === 'input.invalid') return error.message;
        throw error;
      }
      return '';
    },
  };
}
export type PlanWorld = ReturnType<typeof createPlanWorld>;

/** What a line typed after `/adjutant` asks for. */
export function typed(line: string): { name: string; raw: Record<string, unknown> } {
  const command = readCommand(registry, line);
  if (command.kind !== 'call') return { name: command.kind, raw: {} };
  const { raw, unread } = readInput(command);
  if (unread !== '') throw new Error(`unread: ${unread}`);
  return { name: command.capability.name, raw };
}
