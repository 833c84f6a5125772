import type { EffectState } from '../../src/core/index.ts';
import type { Services } from '../../src/services/index.ts';
import type { SandboxOrganisation } from '../organisations.ts';

/** What a judge outside wants to know of the product that runs beside the vendors. It only reads. */
export interface JudgedProduct {
  /** Durable runs that were ever accepted from the sandbox's organisations. */
  countRuns(): Promise<number>;
  stateOf(team: string, effect: string): Promise<EffectState | undefined>;
  /** How long a request waits for a decision. */
  approvalMs: number;
}

type Read = Pick<Services, 'database' | 'identity'>;

export function judgedProduct(
  { database, identity }: Read,
  { organisations, approvalMs }: { organisations: readonly SandboxOrganisation[]; approvalMs: number },
): JudgedProduct {
  const tenantOf = async (team: string): Promise<string | undefined> =>
    (await identity.findInstallation('slack', team))?.tenant;

  async function runsOf({ slack }: SandboxOrganisation): Promise<number> {
    const tenant = await tenantOf(slack.team);
    if (!tenant) return 0;
    const [row] = await database.withTenant(tenant, (tx) =>
      tx.query<{ runs: number }>('select count(*)::integer as runs from runs'),
    );
    return row?.runs ?? 0;
  }

  return {
    approvalMs,
    countRuns: async () => (await Promise.all(organisations.map(runsOf))).reduce((sum, runs) => sum + runs, 0),
    async stateOf(team, effect) {
      const tenant = await tenantOf(team);
      if (!tenant) return undefined;
      const [row] = await database.withTenant(tenant, (tx) =>
        tx.query<{ state: EffectState }>('select state from effects where id = $1', [effect]),
      );
      return row?.state;
    },
  };
}
