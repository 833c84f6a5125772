import { z } from 'zod';
import type { Services } from '../../services/index.ts';
import { notFoundPage } from './messages.ts';
import { runPage } from './run-page.ts';
import type { Visit } from './visit.ts';

/** What Postgres takes for a run's number. */
const numberSchema = z
  .string()
  .regex(/^[1-9]\d{0,9}$/)
  .transform(Number)
  .pipe(z.int32());

export const showRun =
  ({ runs, effects, registry }: Services) =>
  async ({ request, principal, now, show }: Visit): Promise<void> => {
    const number = numberSchema.safeParse(request.params.number);
    const run = number.success ? await runs.details(principal, number.data) : undefined;
    if (!run) return show(notFoundPage, 404);
    const [steps, made, messages] = await Promise.all([
      runs.steps(principal, run.id),
      effects.ofRun(principal, run.id),
      runs.messages(principal, run.id),
    ]);
    return show(runPage(registry, { run, steps, effects: made, messages }, now));
  };
