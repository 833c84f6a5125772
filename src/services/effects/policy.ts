import {
  AppError,
  type Approval,
  approvals,
  approvalWords,
  isPermitted,
  type Principal,
  policyPermission,
} from '../../core/index.ts';
import type { Database, Tx } from '../../platform/database.ts';
import { recordAudit } from '../audit/audit.ts';
import { approvalFor } from './policy-of.ts';
import { type Ledger, refreshCards } from './settle.ts';

export interface Policy {
  capability: string;
  title: string;
  /** What the capability says itself. */
  usual: Approval;
  approval: Approval;
  setBy: string | undefined;
  setAt: Date | undefined;
}

export interface PolicyRequest {
  /** As of now: read for this very click. */
  principal: Principal;
  capability: string;
  approval: string;
  correlation: string;
}

const isApproval = (given: string): given is Approval => approvals.some((each) => each === given);

function requireAdmin(principal: Principal): void {
  if (isPermitted(principal, policyPermission)) return;
  throw new AppError('permission.denied', 'Only an admin of your organisation says who has to approve what. Ask one.');
}

export function createPolicies(database: Database, ledger: Ledger) {
  const ruled = () =>
    ledger.registry.agents.flatMap(({ capabilities }) =>
      capabilities.flatMap((each) => (each.effect === 'external' && !each.internal ? [each] : [])),
    );

  async function set(tx: Tx, capability: string, approval: Approval, person: string): Promise<void> {
    await tx.query(
      `insert into approval_policies (tenant_id, capability, approval, set_by) values ($1, $2, $3, $4)
       on conflict (tenant_id, capability) do update set approval = $3, set_by = $4, set_at = now()`,
      [tx.tenant, capability, approval, person],
    );
    const open = await tx.query<{ id: string }>(
      `select id from effects e where state = 'awaiting' and parent_id is null
         and (capability = $1 or exists (select 1 from effects p where p.parent_id = e.id and p.capability = $1)) order by id for update`,
      [capability],
    );
    for (const { id } of open) await refreshCards(tx, ledger, id);
  }

  return {
    list: ({ tenant }: Principal): Promise<Policy[]> =>
      database.withTenant(tenant, async (tx) => {
        const rows = await tx.query<{ capability: string; approval: Approval; name: string; set_at: Date }>(
          'select o.capability, o.approval, p.name, o.set_at from approval_policies o join people p on p.id = o.set_by',
        );
        return ruled().map(({ name, title, approval: usual }) => {
          const row = rows.find(({ capability }) => capability === name);
          const approval = row?.approval ?? usual;
          return { capability: name, title, usual, approval, setBy: row?.name, setAt: row?.set_at };
        });
      }),

    /** For open requests, too: who clicks from now on is held to it. */
    async set({ principal, capability: name, approval, correlation }: PolicyRequest): Promise<void> {
      requireAdmin(principal);
      const capability = ruled().find((each) => each.name === name);
      if (!capability) throw new AppError('capability.unknown', 'Nothing is approved under this name.');
      if (!isApproval(approval)) throw new AppError('input.invalid', 'Choose who has to approve it.');
      await database.withTenant(principal.tenant, async (tx) => {
        const before = await approvalFor(tx, ledger.registry, name);
        if (before === approval) return;
        await set(tx, name, approval, principal.person);
        const { person, door } = principal;
        const reason = `${approvalWords[approval]}; before: ${approvalWords[before]}`;
        const entry = { person, door, action: 'policy', capability: name, outcome: 'changed', correlation } as const;
        await recordAudit(tx, { ...entry, details: { reason } });
      });
    },
  };
}
export type Policies = ReturnType<typeof createPolicies>;
