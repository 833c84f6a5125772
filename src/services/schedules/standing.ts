import { type Approval, approversNeeded, hashOf } from '../../core/index.ts';
import type { Tx } from '../../platform/database.ts';

interface Standing extends Record<string, unknown> {
  input: Record<string, unknown>;
  requester_id: string;
  /** Who approved it, in the round in which it was approved last. */
  approvers: string[];
}

const isEnough = ({ requester_id: requester, approvers }: Standing, approval: Approval): boolean => {
  const counted = approval === 'requester' ? approvers : approvers.filter((person) => person !== requester);
  return counted.length >= approversNeeded(approval);
};

/** Whether a schedule's approval stands for this: it is active, and was approved for exactly what is asked, by as many as have to now. */
export async function holdsFor(
  tx: Tx,
  schedule: string,
  capability: string,
  input: Record<string, unknown>,
  approval: Approval,
): Promise<boolean> {
  const [row] = await tx.query<Standing>(
    `select s.input, e.requester_id, array(
       select d.person_id::text from decisions d where d.effect_id = e.id and d.verdict = 'approve' and d.hash = e.hash and d.round = (
         select max(a.round) from decisions a where a.effect_id = e.id and a.verdict = 'approve')) as approvers
     from schedules s join effects e on e.tenant_id = s.tenant_id and e.id = s.effect_id
     where s.id = $1 and s.capability = $2 and s.state = 'active'`,
    [schedule, capability],
  );
  return row !== undefined && hashOf(row.input) === hashOf(input) && isEnough(row, approval);
}
