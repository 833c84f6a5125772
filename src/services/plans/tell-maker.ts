import { AppError, type Context, escapeMarkdown, inlineCode, type Plan } from '../../core/index.ts';
import type { Tx } from '../../platform/database.ts';
import { type AddressOf, tellPerson } from '../messages/tell-person.ts';

/** Who made it, if they are still there and may still see it. */
async function makerOf(tx: Tx, plan: string): Promise<string | undefined> {
  const [row] = await tx.query<{ id: string }>(
    `select p.id from plans l
     join plan_versions v on v.plan_id = l.id and v.version = 1
     join people p on p.id = v.person_id
     where l.id = $1 and p.is_active and ('admin' = any (p.roles) or exists (
       select 1 from project_members m join projects j on j.id = m.project_id
       where m.person_id = p.id and j.path = l.project))`,
    [plan],
  );
  return row?.id;
}

export interface Deleted {
  /** The row's own name. */
  id: string;
  plan: Plan;
}

/** Whose work somebody else takes away, hears of it from us, with the way back. */
export async function tellMaker(tx: Tx, { principal, run }: Context, deleted: Deleted, to: AddressOf): Promise<void> {
  const { id, plan } = deleted;
  const maker = await makerOf(tx, id);
  if (maker === undefined || maker === principal.person) return;
  if (run === undefined) throw new AppError('internal', 'A plan is deleted by a run only.');
  const title = `**Plan ${plan.number}: ${escapeMarkdown(plan.title)}**`;
  const markdown = `**${escapeMarkdown(principal.name)}** deleted ${title} in ${inlineCode(plan.project)}, which you made. To bring it back, say “plan restore ${plan.number}”.`;
  const key = `plan:${id}:deleted:${plan.version}`;
  await tellPerson(tx, { key, run, person: maker, content: { tone: 'warning', markdown } }, to);
}
