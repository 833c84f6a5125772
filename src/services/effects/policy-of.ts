import { type Approval, approvals, type Registry } from '../../core/index.ts';
import type { Sql, Tx } from '../../platform/database.ts';
import type { Effect } from './effect.ts';

const policiesOf: Sql = {
  name: 'approval-policies',
  text: 'select capability, approval from approval_policies where capability = any ($1)',
};
const capabilitiesOfParts: Sql = {
  name: 'capabilities-of-parts',
  text: 'select capability from effects where parent_id = $1',
};

const strictest = (all: readonly Approval[]): Approval => approvals.findLast((each) => all.includes(each)) ?? 'another';

/**
 * Who has to approve this in this organisation. A rule of the organisation about something holds wherever that is done, also as a
 * part; where there is none, what the whole says of itself is said of its parts, too.
 */
export async function approvalFor(
  tx: Tx,
  registry: Registry,
  name: string,
  parts: readonly string[] = [],
): Promise<Approval> {
  const capability = registry.find(name);
  const own = capability?.effect === 'external' ? capability.approval : 'another';
  const rows = await tx.query<{ capability: string; approval: Approval }>(policiesOf, [[name, ...parts]]);
  const ofWhole = rows.find((row) => row.capability === name)?.approval ?? own;
  return strictest([ofWhole, ...rows.map(({ approval }) => approval)]);
}

/** The same, of what stands in the ledger. */
export async function approvalOf(
  tx: Tx,
  registry: Registry,
  { id, capability }: Pick<Effect, 'id' | 'capability'>,
): Promise<Approval> {
  const parts = await tx.query<{ capability: string }>(capabilitiesOfParts, [id]);
  return approvalFor(
    tx,
    registry,
    capability,
    parts.map((part) => part.capability),
  );
}
