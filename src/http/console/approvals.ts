import { z } from 'zod';
import { AppError, isExpected, verdicts } from '../../core/index.ts';
import type { EffectView, Services } from '../../services/index.ts';
import { approvalPage } from './approval-page.ts';
import { notFoundPage } from './messages.ts';
import { paths } from './paths.ts';
import type { Visit } from './visit.ts';

const decisionSchema = z.object({
  hash: z.string().max(100),
  verdict: z.enum(verdicts),
  // Postgres stores no NUL.
  reason: z
    .string()
    .transform((text) => text.replaceAll('\0', ''))
    .default(''),
});

/** The effect that the address names, if the reader may see it. */
export async function effectOf({ effects }: Services, { principal, request }: Visit): Promise<EffectView | undefined> {
  const id = z.uuid().safeParse(request.params.effect);
  return id.success ? effects.find(principal, id.data.toLowerCase()) : undefined;
}

export const showApproval =
  (services: Services) =>
  async (visit: Visit): Promise<void> => {
    const view = await effectOf(services, visit);
    await (view ? visit.show(approvalPage(services.registry, view, visit)) : visit.show(notFoundPage, 404));
  };

/** Decides exactly what was shown: the form carries the hash. Whatever is in the way is told above what it is now. */
export const decideApproval =
  (services: Services) =>
  async (visit: Visit, fields: Record<string, unknown>): Promise<void> => {
    const { principal, correlation, response } = visit;
    const view = await effectOf(services, visit);
    if (!view) return visit.show(notFoundPage, 404);
    const decision = decisionSchema.safeParse(fields);
    if (!decision.success) {
      throw new AppError(
        'input.invalid',
        'This form is not complete. Load the page again and press one of its buttons.',
      );
    }
    try {
      await services.decide({ principal, effect: view.effect.id, correlation, ...decision.data });
    } catch (error) {
      if (!isExpected(error)) throw error;
      const current = (await services.effects.find(principal, view.effect.id)) ?? view;
      return visit.show(approvalPage(services.registry, current, { ...visit, fault: error.message }), error.status);
    }
    response.redirect(303, paths.approval(view.effect.id));
  };
