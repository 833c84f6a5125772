import type { Approval, Capability } from '../../core/index.ts';
import type { Sql, Tx } from '../../platform/database.ts';

const policyOf: Sql = { name: 'approval-policy', text: 'select approval from approval_policies where capability = $1' };

/** Who has to approve it in this organisation. */
export async function approvalOf(tx: Tx, capability: Capability | undefined): Promise<Approval> {
  const own = capability?.effect === 'external' ? capability.approval : 'another';
  const [row] = await tx.query<{ approval: Approval }>(policyOf, [capability?.name ?? '']);
  return row?.approval ?? own;
}
