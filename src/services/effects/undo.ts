import {
  AppError,
  type EffectContext,
  type Fields,
  isAppError,
  resolveReferences,
  type Undo,
  type Undoable,
} from '../../core/index.ts';
import type { Database, Tx } from '../../platform/database.ts';
import { shareSwitches } from '../stops/stops.ts';
import type { Effect, Failure } from './effect.ts';
import { mayGoOut, notTakenBack } from './hold.ts';
import { type Held, noteSent, requireHeld } from './holder.ts';
import { type Attempt, done, isDefinite } from './tries.ts';
import type { Trial } from './try-effect.ts';

export interface UndoOptions {
  database: Database;
  trial: Trial;
}

/** One thing that is there, with all that is needed to take it back. */
interface Made {
  effect: Effect;
  undo: Undo<Fields, Fields>;
  output: Record<string, unknown>;
  input: Record<string, unknown>;
  ctx: EffectContext;
}

const isRefused = (error: unknown): error is AppError =>
  isAppError(error) && (isDefinite(error) || error.code === 'upstream.conflict');

/** What cannot even be looked at for good stays, too. */
async function lookAt({ undo, output, input, ctx }: Made, goingFirst: readonly Made[]): Promise<Undoable> {
  try {
    return await undo.look(
      output,
      input,
      ctx,
      goingFirst.map((each) => each.output),
    );
  } catch (error) {
    if (isRefused(error)) return { stays: error.message };
    throw error;
  }
}

const isInDoubt = ({ state, sentAgoMs }: Effect): boolean => sentAgoMs !== undefined || state === 'failed';

const inTheWay = (message: string): Failure => ({ code: 'upstream.conflict', message });

export function createUndo({ database, trial }: UndoOptions) {
  /** How it stands with one part; an effect without parts is marked at its end. Every end comes after “undoing”. */
  async function note(tx: Tx, { id, parent }: Effect, state: 'undoing' | 'done' | 'undone'): Promise<void> {
    await noteSent(tx, id, state === 'undoing' ? 'perhaps' : 'no');
    if (!parent) return;
    await tx.query("update effects set state = 'undoing' where id = $1 and state <> $2", [id, state]);
    await tx.query('update effects set state = $2 where id = $1 and state <> $2', [id, state]);
  }

  const mark = (tenant: string, holder: Held, effect: Effect, state: 'done' | 'undone'): Promise<void> =>
    database.withTenant(tenant, async (tx) => {
      await requireHeld(tx, holder);
      await note(tx, effect, state);
    });

  /** Before the call that takes it back; not once a switch was pulled since the undoing was decided. */
  const begin = (tenant: string, holder: Held, effect: Effect): Promise<boolean> =>
    database.withTenant(tenant, async (tx) => {
      await shareSwitches(tx);
      await requireHeld(tx, holder);
      if (!(await mayGoOut(tx, holder.id))) return false;
      await note(tx, effect, 'undoing');
      return true;
    });

  /** What is there, last first. */
  async function whatIsThere(tenant: string, holder: Held, parts: readonly Effect[]): Promise<Made[]> {
    const all = parts.length > 0 ? parts.filter(({ output, state }) => output && state !== 'undone') : [holder];
    const outputs = Object.fromEntries(parts.map((part) => [part.part ?? part.id, part.output ?? {}]));
    const made: Made[] = [];
    for (const effect of all.toReversed()) {
      const { capability, ctx } = await trial.contextOf(tenant, effect, holder.signal);
      const { undo, title } = capability;
      if (!undo || !effect.output) throw new AppError('upstream.refused', `${title} cannot be undone.`);
      made.push({ effect, undo, output: effect.output, input: resolveReferences(effect.input, outputs), ctx });
    }
    return made;
  }

  async function lookAtAll(tenant: string, holder: Held, made: readonly Made[]): Promise<Undoable[]> {
    const all: Undoable[] = [];
    for (const [index, each] of made.entries()) {
      const seen = await lookAt(each, made.slice(0, index));
      all.push(seen);
      // It is there: what an earlier try, whose end nobody saw, did not take back.
      if (seen !== 'gone' && isInDoubt(each.effect)) await mark(tenant, holder, each.effect, 'done');
    }
    return all;
  }

  /** Nothing when it is not there any more; else why it is. */
  async function takeBack(tenant: string, holder: Held, made: Made, seen: Undoable): Promise<Failure | undefined> {
    if (typeof seen === 'object') return inTheWay(seen.stays);
    if (seen === 'yes') {
      if (!(await begin(tenant, holder, made.effect))) return notTakenBack;
      try {
        await made.undo.run(made.output, made.input, made.ctx);
      } catch (error) {
        if (!isRefused(error)) throw error;
        await mark(tenant, holder, made.effect, 'done');
        return inTheWay(error.message);
      }
    }
    await mark(tenant, holder, made.effect, 'undone');
    return undefined;
  }

  /** Takes back what was made, last first, if all of it can be; else nothing is changed. */
  return async function undo(tenant: string, holder: Held, parts: readonly Effect[]): Promise<Attempt> {
    const made = await whatIsThere(tenant, holder, parts);
    const seen = await lookAtAll(tenant, holder, made);
    const reasons = seen.flatMap((each) => (typeof each === 'object' ? [each.stays] : []));
    if (reasons.length > 0) return { kind: 'failed', failure: inTheWay(reasons.join(' ')) };
    for (const [index, each] of made.entries()) {
      // Meanwhile the others were taken back, and somebody may have built on this one.
      const now = index === 0 ? seen[index] : await lookAt(each, []);
      const failure = await takeBack(tenant, holder, each, now ?? 'yes');
      if (failure) return { kind: 'failed', failure };
    }
    return done(holder.output ?? {});
  };
}
