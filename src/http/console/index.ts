import express from 'express';
import { type Clock, isAppError } from '../../core/index.ts';
import type { Attempts } from '../../platform/attempts.ts';
import { correlationOf } from '../../platform/http.ts';
import type { Services } from '../../services/index.ts';
import { showApprovals } from './approval-list.ts';
import { decideApproval, showApproval } from './approvals.ts';
import { showAudit, showProof } from './audit.ts';
import { exportAudit } from './audit-export.ts';
import { showFeedback } from './feedback-page.ts';
import { keepFile, sendFile, showFile, showFiles } from './files.ts';
import { parseForm, tooLargeForm } from './form.ts';
import { isHttps, secureHeaders } from './guard.ts';
import { changeKillSwitch, showKillSwitch } from './kill-switch.ts';
import { type Frame, layout } from './layout.ts';
import { defectPage, notFoundPage, refusedPage } from './messages.ts';
import { paths } from './paths.ts';
import { showApprovalPicture, showRunPicture } from './pictures.ts';
import { changePolicy, showPolicy } from './policy.ts';
import { showRuns } from './run-list.ts';
import { rateRun, showRun } from './runs.ts';
import { changeSchedule, showSchedules } from './schedules.ts';
import { createSessions } from './session.ts';
import { createSignInStates, type SignIn } from './sign-in.ts';
import { signInRoutes } from './sign-in-routes.ts';
import { staticFiles } from './static.ts';
import { createVisits, sendPage } from './visit.ts';

export interface ConsoleOptions {
  services: Services;
  /** How people prove who they are; without it the console is closed. */
  signIn: SignIn | undefined;
  sessionKey: Buffer;
  attempts: Attempts;
  /** Says on every page that the vendors are stand-ins. */
  isSandbox: boolean;
  clock?: Clock;
}

/** The status that a parser of Express gives to what it cannot read. */
const statusOf = (error: unknown): number =>
  typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500;

function showErrors(services: Services, frame: Frame): express.ErrorRequestHandler {
  return async (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const correlation = correlationOf(request);
    const status = statusOf(error);
    const isDefect = !(status >= 400 && status < 500);
    if (isDefect) services.log.error({ err: error, path: request.path, correlation }, 'console page failed');
    const known = isAppError(error) && error.code !== 'internal' ? refusedPage(error.message, correlation) : undefined;
    const tooLarge = status === 413 ? refusedPage(tooLargeForm, correlation) : undefined;
    const page = known ?? tooLarge ?? (isDefect ? defectPage(correlation) : notFoundPage);
    await sendPage(response.status(isDefect && !known ? 500 : status), layout(frame, page));
  };
}

/** The console, to be mounted at `/console`: pages for people, and the only place outside of a chat where they decide. */
export function createConsole(options: ConsoleOptions): express.Router {
  const { services, signIn, sessionKey: key, isSandbox, clock = () => new Date() } = options;
  const isSecure = isHttps(services.publicUrl);
  const sessions = createSessions({ key, isSecure, clock });
  const visits = createVisits({ services, sessions, isOpen: signIn !== undefined, isSandbox, clock });
  const frame: Frame = { visitor: undefined, isSandbox };

  const router = express.Router({ caseSensitive: true });
  router.use(secureHeaders(services.publicUrl));
  router.use('/static', staticFiles());
  router.get('/', (_request, response) => response.redirect(303, paths.approvals));
  if (signIn) {
    const states = createSignInStates({ key, isSecure, clock });
    router.use('/sign-in', signInRoutes({ services, signIn, sessions, states, attempts: options.attempts, frame }));
  }
  router.get('/approvals', visits.page(showApprovals(services)));
  router.get('/approvals/:effect', visits.page(showApproval(services)));
  router.post('/approvals/:effect/decision', parseForm, visits.form(decideApproval(services)));
  // Who loads the page again after a decision that did not work comes here.
  router.get('/approvals/:effect/decision', (request, response) =>
    response.redirect(303, paths.approval(String(request.params.effect))),
  );
  router.get('/approvals/:effect/pictures/:index.svg', visits.page(showApprovalPicture(services)));
  router.get('/runs', visits.page(showRuns(services)));
  router.get('/runs/:number', visits.page(showRun(services)));
  router.get('/runs/:number/pictures/:index.svg', visits.page(showRunPicture(services)));
  router.post('/runs/:number/rating', parseForm, visits.form(rateRun(services)));
  router.get('/runs/:number/rating', (request, response) =>
    response.redirect(303, `${paths.runs}/${encodeURIComponent(String(request.params.number))}`),
  );
  router.get('/files', visits.page(showFiles(services)));
  router.post('/files', visits.upload(keepFile(services)));
  router.get('/files/:number', visits.page(showFile(services)));
  router.get('/files/:number/content', visits.page(sendFile(services)));
  router.get('/schedules', visits.page(showSchedules(services)));
  router.post('/schedules/:number/:action', parseForm, visits.form(changeSchedule(services)));
  router.get('/schedules/:number/:action', (_request, response) => response.redirect(303, paths.schedules));
  router.get('/feedback', visits.page(showFeedback(services)));
  router.get('/audit', visits.page(showAudit(services)));
  router.get('/policy', visits.page(showPolicy(services)));
  router.post('/policy', parseForm, visits.form(changePolicy(services)));
  router.get('/kill-switch', visits.page(showKillSwitch(services)));
  for (const action of ['pull', 'lift'] as const) {
    router.post(`/kill-switch/${action}`, parseForm, visits.form(changeKillSwitch(services, action)));
    router.get(`/kill-switch/${action}`, (_request, response) => response.redirect(303, paths.killSwitch));
  }
  router.get('/audit/proof', visits.page(showProof(services)));
  router.get('/audit/trail.:form', visits.page(exportAudit(services)));
  router.post(
    '/sign-out',
    parseForm,
    visits.form(async ({ response }) => {
      sessions.end(response);
      response.redirect(303, paths.signIn);
    }),
  );
  router.use(visits.page(({ show }) => show(notFoundPage, 404)));
  router.use(showErrors(services, frame));
  return router;
}
