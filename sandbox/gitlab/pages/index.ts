import { readFileSync } from 'node:fs';
import express, { type ErrorRequestHandler, type Request, type Response, type Router } from 'express';
import { GitLabError } from '../errors.ts';
import { changeIssue, projectIssues } from '../issues.ts';
import { projectMergeRequests, refresh } from '../merge-requests.ts';
import { visitor, type Workshop } from '../workshop.ts';
import { issuePage, issuesPage } from './issues.ts';
import { type Html, notFoundPage, type PageContext } from './layout.ts';
import { mergeRequestPage, mergeRequestsPage } from './merge-requests.ts';
import { type Order, orders } from './orders.ts';
import { projectPage, projectsPage } from './project.ts';
import { blobPage, commitPage, comparePage, treePage, type View } from './source.ts';

const stylesheet = readFileSync(new URL('../pages.css', import.meta.url));
const policy = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** The pages that a person looks at: projects, sources, merge requests. No scripts. */
export function createPages(workshop: Workshop): Router {
  const router = express.Router({ caseSensitive: true });
  router.get('/-/pages.css', (_request, response) => {
    response.type('text/css').set('Cache-Control', 'max-age=60').send(stylesheet);
  });
  router.get('/', (request, response) => send(response, projectsPage(workshop, contextOf(request))));
  router.get(/^\/.+$/, async (request, response) => {
    const place = locate(workshop, request);
    const page = place === undefined ? undefined : await show(place, request);
    if (page === undefined) await send(response.status(404), notFoundPage(contextOf(request)));
    else await send(response, page);
  });
  router.post(/^\/.+$/, express.urlencoded({ extended: false, limit: '10kb' }), async (request, response) => {
    const place = locate(workshop, request);
    const issue = /^issues\/(\d{1,9})\/(close|reopen)$/.exec(place?.rest ?? '');
    const [, iid, verb = ''] = /^merge_requests\/(\d{1,9})\/([a-z]+)$/.exec(place?.rest ?? '') ?? [];
    const order = Object.hasOwn(orders, verb) ? orders[verb] : undefined;
    if (!isFromHere(request)) await send(response.status(403), notFoundPage(contextOf(request)));
    else if (place && issue)
      await turnIssue(place, Number(issue[1]), issue[2] === 'close' ? 'close' : 'reopen', response);
    else if (place === undefined || order === undefined)
      await send(response.status(404), notFoundPage(contextOf(request)));
    else await obey({ place, iid: Number(iid), order }, request, response);
  });
  return router;
}

interface Place extends View {
  /** What stands behind `/-/`. */
  rest: string;
}

const contextOf = (request: Request): PageContext => ({ base: request.baseUrl });

function locate(workshop: Workshop, request: Request): Place | undefined {
  const [path = '', rest = ''] = decodeURIComponent(request.path)
    .slice(1)
    .replace(/\/$/, '')
    .split(/\/-\/(.*)/s);
  const project = workshop.state.projects.get(path);
  return project === undefined ? undefined : { workshop, context: contextOf(request), project, rest };
}

async function show(place: Place, request: Request): Promise<Html | undefined> {
  const [section = '', rest = ''] = place.rest.split(/\/(.*)/s);
  if (place.rest === '') return projectPage(place.workshop, place.context, place.project);
  if (place.rest === 'merge_requests') return mergeRequestsPage(place, request.query.state);
  if (section === 'merge_requests' && /^\d{1,9}$/.test(rest)) return mergeRequestPage(place, Number(rest));
  if (place.rest === 'issues') return issuesPage(place, request.query.state);
  if (section === 'issues' && /^\d{1,9}$/.test(rest)) return issuePage(place, Number(rest));
  if (section === 'tree') return treePage(place, rest);
  if (section === 'blob') return blobPage(place, rest);
  if (section === 'commit') return commitPage(place, rest);
  return section === 'compare' ? comparePage(place, rest) : undefined;
}

/** A form of another site must not merge anything here, even though no login guards these pages. */
function isFromHere(request: Request): boolean {
  const origin = request.get('origin');
  if (origin !== undefined) return URL.canParse(origin) && new URL(origin).host === request.get('host');
  return ['same-origin', 'none', undefined].includes(request.get('sec-fetch-site'));
}

async function obey(
  given: { place: Place; iid: number; order: Order },
  request: Request,
  response: Response,
): Promise<void> {
  const { place, iid, order } = given;
  const { workshop, project, context } = place;
  const row = projectMergeRequests(workshop.state, project).find((candidate) => candidate.iid === iid);
  if (row === undefined) return send(response.status(404), notFoundPage(context));
  try {
    await order(place, await refresh(workshop, project, row), request.body);
  } catch (error) {
    if (!(error instanceof GitLabError)) throw error;
    const page = await mergeRequestPage(
      place,
      iid,
      `That did not work: ${String(error.body.message ?? error.body.error)}`,
    );
    return send(response.status(409), page ?? notFoundPage(context));
  }
  response.redirect(303, `${context.base}/${project.path}/-/merge_requests/${iid}`);
}

/** Closing and reopening by hand; what is not there is not found. */
async function turnIssue(place: Place, iid: number, event: 'close' | 'reopen', response: Response): Promise<void> {
  const { workshop, project, context } = place;
  if (!projectIssues(workshop.state, project).some((row) => row.iid === iid))
    return send(response.status(404), notFoundPage(context));
  changeIssue(workshop, project, { iid, change: { stateEvent: event }, by: visitor });
  response.redirect(303, `${context.base}/${project.path}/-/issues/${iid}`);
}

async function send(response: Response, page: Html): Promise<void> {
  const text = String(await page);
  response.set({
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
  });
  response.type('html').send(text);
}

/** For the pages and git's protocol; the REST API answers its own errors as JSON. */
export const showError: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) return next(error);
  const malformed = error instanceof URIError;
  response
    .status(malformed ? 400 : 500)
    .type('text/plain')
    .send(
      malformed
        ? 'The address is not readable.'
        : `The sandbox failed: ${error instanceof Error ? error.message : String(error)}`,
    );
};
