import { readFileSync } from 'node:fs';
import express, { type Request, type Response, type Router } from 'express';
import { SalesforceError } from '../errors.ts';
import { makeId, readId } from '../ids.ts';
import { lead } from '../objects.ts';
import type { Records } from '../records.ts';
import type { State } from '../state.ts';
import { readValues } from '../values.ts';
import { type Html, leadUrl, listUrl, notFoundPage, type PageContext } from './layout.ts';
import { editable, leadPage } from './lead.ts';
import { leadsPage } from './leads.ts';

const stylesheet = readFileSync(new URL('../pages.css', import.meta.url));
const policy = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/** Who changes a record on these pages; no login guards them. */
const visitor = { id: makeId('005', 999), name: 'Somebody in Salesforce' };

const contextOf = (request: Request): PageContext => ({ base: request.baseUrl });

async function send(response: Response, page: Html): Promise<void> {
  response.set({
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
  });
  response.type('html').send(String(await page));
}

/** A form of another site must not change anything here. */
function isFromHere(request: Request): boolean {
  const origin = request.get('origin');
  if (origin !== undefined) return URL.canParse(origin) && new URL(origin).host === request.get('host');
  return ['same-origin', 'none', undefined].includes(request.get('sec-fetch-site'));
}

/** The fields of the form that were changed. */
function changesOf(body: Readonly<Record<string, unknown>>, current: Readonly<Record<string, unknown>>) {
  const given = editable.flatMap((name) => (typeof body[name] === 'string' ? [[name, body[name]] as const] : []));
  return Object.fromEntries(given.filter(([name, value]) => value !== (current[name] ?? '')));
}

/** The pages that a person looks at: leads, and a lead with its tasks and its history. No scripts. */
export function createPages(state: State, records: Records): Router {
  const router = express.Router({ caseSensitive: true });

  function save(id: string, body: Readonly<Record<string, unknown>>): string | undefined {
    try {
      state.store.atomic(() => {
        const row = state.records.get(id);
        const org = row && state.orgs.get(row.org);
        if (!row || !org) return;
        const values = readValues(lead, changesOf(body, row.values));
        if (Object.keys(values).length > 0) records.change(org, row, values, visitor);
      });
      return undefined;
    } catch (error) {
      if (!(error instanceof SalesforceError)) throw error;
      return `That did not work: ${error.body[0]?.message}`;
    }
  }

  const show = (request: Request, response: Response, problem?: string): Promise<void> => {
    const page = leadPage(state, contextOf(request), readId(String(request.params.id)) ?? '', problem);
    return send(page ? response : response.status(404), page ?? notFoundPage(contextOf(request)));
  };
  router.get('/-/pages.css', (_request, response) => {
    response.type('text/css').set('Cache-Control', 'max-age=60').send(stylesheet);
  });
  router.get('/', (request, response) => {
    response.redirect(303, listUrl(request.baseUrl, state.orgs.all()[0]?.key ?? ''));
  });
  router.get('/lightning/o/Lead/list', (request, response) =>
    send(response, leadsPage(state, contextOf(request), request.query.org)),
  );
  router.get('/lightning/r/Lead/:id/view', (request, response) => show(request, response));
  router.get('/lightning/r/Task/:id/view', (request, response) => {
    const who = state.records.get(readId(String(request.params.id)) ?? '')?.values.WhoId;
    if (typeof who === 'string') return response.redirect(303, leadUrl(request.baseUrl, who));
    return send(response.status(404), notFoundPage(contextOf(request)));
  });
  router.post(
    '/lightning/r/Lead/:id/view',
    express.urlencoded({ extended: false, limit: '20kb' }),
    async (request, response) => {
      if (!isFromHere(request)) return send(response.status(403), notFoundPage(contextOf(request)));
      const id = readId(String(request.params.id)) ?? '';
      const problem = save(id, request.body ?? {});
      if (problem !== undefined) return show(request, response.status(409), problem);
      response.redirect(303, leadUrl(request.baseUrl, id));
    },
  );
  router.use((request, response) => send(response.status(404), notFoundPage(contextOf(request))));
  return router;
}
