import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../../core/index.ts';
import type { Services } from '../../services/index.ts';
import { notFoundPage } from './messages.ts';
import { paths } from './paths.ts';
import { numberSchema } from './runs.ts';
import { actionNamed, scheduleActions, schedulesPage } from './schedule-page.ts';
import type { Visit } from './visit.ts';

export const showSchedules =
  ({ registry, readersFor }: Services) =>
  async ({ principal, formToken, show }: Visit): Promise<void> => {
    const schedules = await readersFor(principal).schedules.list();
    return show(schedulesPage({ registry, principal, schedules, formToken }));
  };

const requestSchema = z.object({ request: z.uuid() });

/** Asks for it as at every other door, and shows the run in which it is done. */
export const changeSchedule =
  ({ registry, intake }: Services) =>
  async (
    { request, response, principal, correlation, show }: Visit,
    fields: Record<string, unknown>,
  ): Promise<void> => {
    const number = numberSchema.safeParse(request.params.number);
    const action = actionNamed(request.params.action);
    const capability = action && registry.find(scheduleActions[action].capability);
    if (!number.success || !capability) return show(notFoundPage, 404);
    const form = requestSchema.safeParse(fields);
    if (!form.success) {
      throw new AppError('input.invalid', 'This form is not complete. Load the schedules again and press a button.');
    }
    const { tenant, person } = principal;
    const { run } = await intake.serve({ tenant, id: person, door: 'console' }, ({ submit }) =>
      submit({
        calls: [{ capability, raw: { number: number.data } }],
        source: `console:${person}`,
        externalId: form.data.request,
        conversationKey: `console:${person}:${randomUUID()}`,
        address: undefined,
        correlation,
      }),
    );
    response.redirect(303, paths.run(run.number));
  };
