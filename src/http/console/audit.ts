import { z } from 'zod';
import { invoke, withDefaults } from '../../core/index.ts';
import type { Services } from '../../services/index.ts';
import { auditPage, type ShownRow, type TrailForm } from './audit-page.ts';
import { notFoundPage, refusedPage } from './messages.ts';
import type { Visit } from './visit.ts';

const trailCapability = 'audit.show-trail';
const rowsOnPage = 50;

const text = z.string().max(200).catch('');
const formSchema = z.object({
  person: text,
  capability: text,
  action: text.transform((action) => action || 'all'),
  from: text,
  to: text,
  page: z.coerce.number().int().min(1).max(1_000).catch(1),
});
const answerSchema = z.object({
  rows: z.array(z.custom<ShownRow>((row) => typeof row === 'object' && row !== null)),
  hasMore: z.boolean(),
});

/** By the same capability as at every other door: with its rights, and who looked is on record, too. */
async function read(services: Services, { principal, correlation }: Visit, form: TrailForm) {
  const capability = services.registry.find(trailCapability);
  if (!capability) return undefined;
  const ctx = await services.contexts.create({ principal, capability, correlation });
  const raw = { ...form, limit: rowsOnPage };
  return invoke(capability, withDefaults(capability, raw, principal), ctx, services.gate);
}

export const showAudit =
  (services: Services) =>
  async (visit: Visit): Promise<void> => {
    const form = formSchema.parse({ ...visit.request.query });
    const outcome = await read(services, visit, form);
    if (!outcome || outcome.kind === 'pending') return visit.show(notFoundPage, 404);
    if (outcome.kind === 'done') {
      return visit.show(auditPage({ form, fault: undefined, ...answerSchema.parse(outcome.output) }));
    }
    if (outcome.code === 'input.invalid') {
      return visit.show(auditPage({ form, rows: [], hasMore: false, fault: outcome.message }), 400);
    }
    const why = 'The audit trail is for admins and managers of your organisation. Ask one of them to look.';
    return visit.show(refusedPage(why, visit.correlation), 403);
  };
