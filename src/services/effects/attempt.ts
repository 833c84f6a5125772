import { AppError, isAppError, parseOutput } from '../../core/index.ts';
import { askedToWait, lookFirst, refused, resolveDoubt } from './doubt.ts';
import { type Attempt, type AttemptRequest, done, isDefinite } from './tries.ts';

/** What an error of the call comes to. */
function afterCall(request: AttemptRequest, error: unknown): Promise<Attempt> | Attempt {
  if (!isAppError(error) || error.code === 'internal')
    request.ctx.log.error({ err: error }, 'effect failed unexpectedly');
  if (isDefinite(error)) return refused(request, error);
  if (isAppError(error) && error.code === 'upstream.rate-limited') return askedToWait(request, error);
  return resolveDoubt(request, error);
}

/** One try at one effect: looked up first where it may have happened already, then sent, then looked up in doubt. */
export async function attempt(request: AttemptRequest): Promise<Attempt> {
  const { capability, input, ctx, probe } = request;
  const before = request.looksFirst || request.lookUpOnly ? await lookFirst(request) : undefined;
  if (before) return before;
  if (ctx.signal.aborted) throw new AppError('lease.lost', 'Another worker took this effect over.');
  const kept = await request.noteCall();
  // What an earlier call may have left there is for a person to look at.
  if (kept) return { kind: request.sentAgoMs === undefined ? 'failed' : 'unknown', failure: kept };
  probe.reached('effect.before-call');
  let output: Record<string, unknown>;
  try {
    output = parseOutput(capability, await capability.run(input, ctx));
  } catch (error) {
    return afterCall(request, error);
  }
  probe.reached('effect.after-call');
  return done(output);
}
