import { z } from 'zod';
import { invoke, parse, withDefaults } from '../../core/index.ts';
import type { Services } from '../../services/index.ts';
import { auditPage, proofPage, type ShownRow } from './audit-page.ts';
import type { Page } from './layout.ts';
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
async function ask(services: Services, { principal, correlation }: Visit, name: string, raw: Record<string, unknown>) {
  const capability = services.registry.find(name);
  if (!capability) return undefined;
  const ctx = await services.contexts.create({ principal, capability, correlation });
  const outcome = await invoke(capability, withDefaults(capability, raw, principal), ctx, services.gate);
  return { capability, outcome };
}

const notAllowed = ({ correlation }: Visit): Page =>
  refusedPage('The audit trail is for admins and managers of your organisation. Ask one of them to look.', correlation);

export const showAudit =
  (services: Services) =>
  async (visit: Visit): Promise<void> => {
    const form = formSchema.parse({ ...visit.request.query });
    const { outcome } = (await ask(services, visit, trailCapability, { ...form, limit: rowsOnPage })) ?? {};
    if (!outcome || outcome.kind === 'pending') return visit.show(notFoundPage, 404);
    if (outcome.kind === 'done') {
      return visit.show(auditPage({ form, fault: undefined, ...answerSchema.parse(outcome.output) }));
    }
    if (outcome.code === 'input.invalid') {
      return visit.show(auditPage({ form, rows: [], hasMore: false, fault: outcome.message }), 400);
    }
    return visit.show(notAllowed(visit), 403);
  };

export const showProof =
  (services: Services) =>
  async (visit: Visit): Promise<void> => {
    const { capability, outcome } = (await ask(services, visit, 'audit.verify-trail', {})) ?? {};
    if (!capability || !outcome || outcome.kind === 'pending') return visit.show(notFoundPage, 404);
    if (outcome.kind === 'refused' && outcome.code === 'permission.denied') return visit.show(notAllowed(visit), 403);
    if (outcome.kind === 'refused') return visit.show(refusedPage(outcome.message, visit.correlation), 503);
    return visit.show(proofPage(capability.present(parse(capability.output, outcome.output))));
  };
