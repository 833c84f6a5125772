import { AppError, type Probe, resolveReferences } from '../../core/index.ts';
import type { Database } from '../../platform/database.ts';
import { shareSwitches } from '../stops/stops.ts';
import { type Effect, readEffect } from './effect.ts';
import { mayGoOut, stopped } from './hold.ts';
import { type Held, noteSent, requireHeld } from './holder.ts';
import type { Attempt } from './tries.ts';
import type { Trial } from './try-effect.ts';

export interface SendPartsOptions {
  database: Database;
  probe: Probe;
  leaseSeconds: number;
  trial: Trial;
}

export function createSendParts({ database, probe, leaseSeconds, trial }: SendPartsOptions) {
  /** The part's turn; none when it was not begun and may not go out any more. */
  const beginPart = (tenant: string, holder: Held, part: Effect): Promise<Effect | undefined> =>
    database.withTenant(tenant, async (tx) => {
      await shareSwitches(tx);
      await requireHeld(tx, holder);
      if (part.state === 'planned' && !(await mayGoOut(tx, holder.id))) return undefined;
      await tx.query(
        "update effects set lease_until = now() + $2::double precision * interval '1 second' where id = $1",
        [holder.id, leaseSeconds],
      );
      await tx.query(
        "update effects set state = 'sending', attempts = attempts + 1, failure = null, settled_at = null where id = $1",
        [part.id],
      );
      const begun = await readEffect(tx, part.id);
      if (!begun) throw new AppError('internal', 'A part of the effect is gone.');
      return begun;
    });

  const endPart = (tenant: string, holder: Held, part: Effect, result: Attempt): Promise<void> =>
    database.withTenant(tenant, async (tx) => {
      await requireHeld(tx, holder);
      if (result.kind === 'later') {
        await noteSent(tx, part.id, result.sent);
        return;
      }
      const [output, failure] = [
        result.kind === 'done' ? result.output : null,
        result.kind === 'done' ? null : result.failure,
      ];
      await tx.query('update effects set state = $2, output = $3, failure = $4, settled_at = now() where id = $1', [
        part.id,
        result.kind,
        output && JSON.stringify(output),
        failure && JSON.stringify(failure),
      ]);
    });

  /** Each part is sent when the one before is done; what is done stays done. */
  return async function sendParts(tenant: string, holder: Held, parts: readonly Effect[]): Promise<Attempt> {
    const outputs: Record<string, Record<string, unknown>> = {};
    let last: Attempt = { kind: 'failed', failure: { code: 'internal', message: 'The effect has no parts.' } };
    for (const part of parts) {
      const name = part.part ?? part.id;
      if (part.state === 'done' && part.output) {
        last = { kind: 'done', output: part.output };
      } else {
        const mayBeThere = part.state !== 'planned';
        const begun = await beginPart(tenant, holder, part);
        if (!begun) return { kind: 'failed', failure: stopped };
        probe.reached('effect.claimed');
        const input = resolveReferences(begun.input, outputs);
        last = await trial.tryOnce(tenant, {
          holder,
          effect: begun,
          input,
          mayBeThere,
          lookUpOnly: holder.lookUpOnly && mayBeThere,
        });
        await endPart(tenant, holder, begun, last);
        probe.reached('effect.stored');
      }
      // What may be on its way is noted with the part, and not with the whole.
      if (last.kind === 'later') return { kind: 'later', failure: last.failure, delayMs: last.delayMs };
      if (last.kind !== 'done') return last;
      outputs[name] = last.output;
    }
    return last;
  };
}
