import type express from 'express';
import { AppError, type Principal, type RunView } from '../../core/index.ts';
import type { Patience, Services } from '../../services/index.ts';
import { type Asked, answerOfRun } from './answer.ts';
import { lookOrThrow, requireCapability, signalOf } from './calls.ts';
import { waitOf } from './prefer.ts';

function numberOf(given: string): number {
  if (/^[1-9]\d{0,8}$/.test(given)) return Number(given);
  throw new AppError('run.unknown', `“${given.slice(0, 20)}” is no run’s number.`);
}

/** How a run stands: by the same capability as at every other door, with its rights and on record. */
export function createRunView(services: Services) {
  const { registry, runs, watcher } = services;

  /** Until it ended or waits for a person; where it waits already, until that is over. */
  async function waited(run: RunView, principal: Principal, patience: Patience): Promise<RunView> {
    if (patience.timeoutMs === 0) return run;
    const wait = run.state === 'waiting' ? watcher.decided : watcher.settled;
    return (await wait(principal, run.id, patience)) ?? run;
  }

  return async (
    request: express.Request<{ number: string }>,
    response: express.Response<unknown, { asked: Asked }>,
  ): Promise<void> => {
    const { asked } = response.locals;
    const { principal, correlation } = asked;
    const number = numberOf(request.params.number);
    const capability = requireCapability(registry, 'orchestrator.show-run');
    const signal = signalOf(response);
    const wanted = { principal, capability, args: { number }, correlation, signal };
    await lookOrThrow(services, wanted);
    const run = await runs.byNumber(principal, number);
    if (!run) throw new AppError('internal', `Run ${number} was shown and is not there.`);
    const now = await waited(run, principal, { timeoutMs: waitOf(request, response) ?? 0, signal });
    response.json(await answerOfRun(services, now, asked));
  };
}
