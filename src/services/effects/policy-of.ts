import { type Approval, approvals, type Registry } from '../../core/index.ts';
import type { Sql, Tx } from '../../platform/database.ts';
import type { Effect } from './effect.ts';

const policyOf: Sql = { name: 'approval-policy', text: 'select approval from approval_policies where capability = $1' };
const policiesOfParts: Sql = {
  name: 'approval-policies-of-parts',
  text: `select o.approval from effects e join approval_policies o on o.capability = e.capability and o.tenant_id = e.tenant_id
    where e.parent_id = $1`,
};

const strictest = (all: readonly Approval[]): Approval => approvals.findLast((each) => all.includes(each)) ?? 'another';

/** Who has to approve what goes by this name in this organisation. */
export async function approvalFor(tx: Tx, registry: Registry, name: string): Promise<Approval> {
  const capability = registry.find(name);
  const own = capability?.effect === 'external' ? capability.approval : 'another';
  const [row] = await tx.query<{ approval: Approval }>(policyOf, [name]);
  return row?.approval ?? own;
}

/**
 * Who has to approve this effect. A rule of the organisation about something holds wherever that is done, also as a part; where
 * there is none, what the whole says of itself is said of its parts, too.
 */
export async function approvalOf(
  tx: Tx,
  registry: Registry,
  { id, capability }: Pick<Effect, 'id' | 'capability'>,
): Promise<Approval> {
  const parts = await tx.query<{ approval: Approval }>(policiesOfParts, [id]);
  return strictest([await approvalFor(tx, registry, capability), ...parts.map(({ approval }) => approval)]);
}
