import type express from 'express';
import { AppError, type RunView } from '../../core/index.ts';
import type { Services } from '../../services/index.ts';
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

  async function waited(run: RunView, { principal }: Asked, waitMs: number): Promise<RunView> {
    return waitMs > 0 ? ((await watcher.settled(principal, run.id, waitMs)) ?? run) : run;
  }

  return async (
    request: express.Request<{ number: string }>,
    response: express.Response<unknown, { asked: Asked }>,
  ): Promise<void> => {
    const { asked } = response.locals;
    const { principal, correlation } = asked;
    const number = numberOf(request.params.number);
    const capability = requireCapability(registry, 'orchestrator.show-run');
    const wanted = { principal, capability, args: { number }, correlation, signal: signalOf(response) };
    await lookOrThrow(services, wanted);
    const run = await runs.byNumber(principal, number);
    if (!run) throw new AppError('internal', `Run ${number} was shown and is not there.`);
    const now = await waited(run, asked, waitOf(request, response) ?? 0);
    response.json(await answerOfRun(services, now, asked));
  };
}
