import { AppError, isPermitted, type Principal, stopPermission } from '../../core/index.ts';
import { type Database, isUniqueViolation, type Tx } from '../../platform/database.ts';
import { recordAudit } from '../audit/audit.ts';
import { presentStop, type Stop, stopWords } from './stops.ts';

/** A stop of an organisation that is over. */
export interface PastStop {
  by: string;
  reason: string;
  at: Date;
  liftedBy: string;
  liftedAt: Date;
}

export interface KillSwitch {
  /** What is stopped just now, for who is here. */
  present(tenant: string): Promise<Stop | undefined>;
  past(principal: Principal): Promise<PastStop[]>;
  /** Nothing of the organisation goes out any more. */
  pull(request: SwitchRequest & { reason: string }): Promise<void>;
  lift(request: SwitchRequest): Promise<void>;
}

export interface SwitchRequest {
  /** As of now: read for this very click. */
  principal: Principal;
  correlation: string;
}

export const maxReasonLength = 500;
const maxPast = 20;

export function checkReason(given: string): string {
  const reason = given.trim();
  if (reason === '') {
    throw new AppError('input.invalid', 'Say why: it is shown to everybody whose requests are held.', {
      fields: { reason: 'is needed' },
    });
  }
  if (reason.length > maxReasonLength) {
    throw new AppError(
      'input.too-large',
      `A reason has at most ${maxReasonLength} characters; this one has ${reason.length}.`,
    );
  }
  return reason;
}

function requireAdmin(principal: Principal): void {
  if (isPermitted(principal, stopPermission)) return;
  throw new AppError(
    'permission.denied',
    'Only an admin of your organisation pulls or lifts its kill switch, in the console. Ask one of them.',
  );
}

/** Alone: whoever lets something out just now ends before, and who comes after reads the switch as it is then. */
const holdSwitch = (tx: Tx): Promise<unknown> =>
  tx.query("select pg_advisory_xact_lock(hashtextextended('kill switch of ' || current_tenant(), 0))");

const alreadyPulled = (stop: Stop | undefined): AppError =>
  new AppError('effect.not-open', `It is pulled already. ${stop ? stopWords(stop, (text) => text) : ''}`.trim());

/** The organisation's own switch. That of the installation is not changed from here: see `installation-switch.ts`. */
export function createKillSwitch(database: Database, changed: () => Promise<unknown>): KillSwitch {
  async function record(tx: Tx, request: SwitchRequest, outcome: 'stopped' | 'lifted', reason: string): Promise<void> {
    const { principal, correlation } = request;
    const { person, door } = principal;
    await recordAudit(tx, { person, door, action: 'kill switch', outcome, correlation, details: { reason } });
  }

  async function insert(tx: Tx, { principal }: SwitchRequest, reason: string): Promise<void> {
    await tx.query('insert into stops (tenant_id, reason, pulled_by) values ($1, $2, $3)', [
      tx.tenant,
      reason,
      principal.person,
    ]);
  }

  return {
    present: (tenant) => database.withTenant(tenant, presentStop),

    past: ({ tenant }) =>
      database.withTenant(tenant, async (tx) => {
        const rows = await tx.query<{ by: string; reason: string; at: Date; lifted_by: string; lifted_at: Date }>(
          `select p.name as by, s.reason, s.pulled_at as at, l.name as lifted_by, s.lifted_at
           from stops s join people p on p.id = s.pulled_by join people l on l.id = s.lifted_by
           order by s.lifted_at desc limit $1`,
          [maxPast],
        );
        return rows.map(({ lifted_by: liftedBy, lifted_at: liftedAt, ...row }) => ({ ...row, liftedBy, liftedAt }));
      }),

    async pull(request) {
      const { principal } = request;
      requireAdmin(principal);
      const reason = checkReason(request.reason);
      try {
        await database.withTenant(principal.tenant, async (tx) => {
          await holdSwitch(tx);
          await insert(tx, request, reason);
          await record(tx, request, 'stopped', reason);
        });
      } catch (error) {
        if (!isUniqueViolation(error)) throw error;
        throw alreadyPulled(await database.withTenant(principal.tenant, presentStop));
      }
      await changed();
    },

    async lift(request) {
      const { principal } = request;
      requireAdmin(principal);
      await database.withTenant(principal.tenant, async (tx) => {
        await holdSwitch(tx);
        const rows = await tx.query<{ reason: string }>(
          'update stops set lifted_by = $1, lifted_at = clock_timestamp() where lifted_at is null returning reason',
          [principal.person],
        );
        const [lifted] = rows;
        if (!lifted) {
          throw new AppError(
            'effect.not-open',
            'The kill switch of your organisation is not pulled. Nothing was changed.',
          );
        }
        await record(tx, request, 'lifted', lifted.reason);
      });
      await changed();
    },
  };
}
