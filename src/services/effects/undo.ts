import { AppError, type EffectState, resolveReferences } from '../../core/index.ts';
import type { Database } from '../../platform/database.ts';
import { type Attempt, afterError } from './attempt.ts';
import type { Effect } from './effect.ts';
import { type Held, requireHeld } from './holder.ts';
import type { Trial } from './try-effect.ts';

export interface UndoOptions {
  database: Database;
  trial: Trial;
  firstDelayMs: number;
}

export function createUndo({ database, trial, firstDelayMs }: UndoOptions) {
  const markPart = (tenant: string, holder: Held, part: Effect, state: EffectState): Promise<void> =>
    database.withTenant(tenant, async (tx) => {
      await requireHeld(tx, holder);
      if (part.id !== holder.id) await tx.query('update effects set state = $2 where id = $1', [part.id, state]);
    });

  /** Takes back what was made, last first. What cannot be taken back stays, and is said. */
  return async function undo(tenant: string, holder: Held, parts: readonly Effect[]): Promise<Attempt> {
    const made = parts.length > 0 ? parts.filter(({ output, state }) => output && state !== 'undone') : [holder];
    const outputs = Object.fromEntries(made.map((part) => [part.part ?? part.id, part.output ?? {}]));
    for (const part of made.toReversed()) {
      const { capability, ctx } = await trial.contextOf(tenant, part, holder.signal);
      if (!capability.undo || !part.output)
        throw new AppError('upstream.refused', `${capability.title} cannot be undone.`);
      if (part.state !== 'undoing') await markPart(tenant, holder, part, 'undoing');
      try {
        await capability.undo(part.output, resolveReferences(part.input, outputs), ctx);
      } catch (error) {
        if (afterError({ attempts: holder.attempts, firstDelayMs }, error, false).kind === 'failed')
          await markPart(tenant, holder, part, 'failed');
        throw error;
      }
      await markPart(tenant, holder, part, 'undone');
    }
    return { kind: 'done', output: holder.output ?? {} };
  };
}
