import { z } from 'zod';
import { AppError, isExpected, maxCommentLength, ratings } from '../../core/index.ts';
import { rateByClick, type Services } from '../../services/index.ts';
import { notFoundPage } from './messages.ts';
import { paths } from './paths.ts';
import { runPage } from './run-page.ts';
import type { RunStory } from './run-story.ts';
import type { Visit } from './visit.ts';

/** What Postgres takes for a run's number. */
export const numberSchema = z
  .string()
  .regex(/^[1-9]\d{0,9}$/)
  .transform(Number)
  .pipe(z.int32());

/** All about the run that the address names, if the reader may see it. */
export async function storyOf(services: Services, { request, principal }: Visit): Promise<RunStory | undefined> {
  const { runs, effects, feedback } = services;
  const number = numberSchema.safeParse(request.params.number);
  const run = number.success ? await runs.details(principal, number.data) : undefined;
  if (!run) return undefined;
  const [steps, progress, made, messages, said] = await Promise.all([
    runs.steps(principal, run.id),
    runs.progress(principal, run.id),
    effects.ofRun(principal, run.id),
    runs.messages(principal, run.id),
    feedback.ofRun(principal, run.id),
  ]);
  return progress && { run, steps, progress, effects: made, messages, feedback: said };
}

/** A chat knows runs by another name: that leads to the number. */
async function numberOf({ runs }: Services, { request, principal }: Visit): Promise<number | undefined> {
  const id = z.uuid().safeParse(request.params.number);
  return id.success ? (await runs.byId(principal, id.data.toLowerCase()))?.number : undefined;
}

export const showRun =
  (services: Services) =>
  async (visit: Visit): Promise<void> => {
    const named = await numberOf(services, visit);
    if (named !== undefined) return visit.response.redirect(303, paths.run(named));
    const story = await storyOf(services, visit);
    await (story ? visit.show(runPage(services.registry, story, visit)) : visit.show(notFoundPage, 404));
  };

const ratingSchema = z.object({
  rating: z.enum(ratings),
  // A browser counts a line end as one character and sends two; Postgres stores no NUL.
  comment: z
    .string()
    .transform((text) => text.replaceAll('\r\n', '\n').replaceAll('\0', ''))
    .default(''),
});

/** Keeps what the reader thinks of the answer, and shows the run again. */
export const rateRun =
  (services: Services) =>
  async (visit: Visit, fields: Record<string, unknown>): Promise<void> => {
    const { principal, correlation, response } = visit;
    const story = await storyOf(services, visit);
    if (!story) return visit.show(notFoundPage, 404);
    const rating = ratingSchema.safeParse(fields);
    if (!rating.success) {
      throw new AppError(
        'input.invalid',
        `Press “Good answer” or “Bad answer”, and say why in at most ${maxCommentLength} characters.`,
      );
    }
    const { tenant, person: id } = principal;
    try {
      await services.intake.serve({ tenant, id, door: 'console' }, (session) =>
        rateByClick(session.tx, session.principal, { run: { id: story.run.id }, ...rating.data, correlation }),
      );
    } catch (error) {
      if (!isExpected(error)) throw error;
      return visit.show(runPage(services.registry, story, { ...visit, fault: error.message }), error.status);
    }
    response.redirect(303, paths.run(story.run.number));
  };
