import { createHash } from 'node:crypto';
import type express from 'express';
import { type Clock, isAppError, type Principal } from '../../core/index.ts';
import { correlationOf } from '../../platform/http.ts';
import type { Services, Stop } from '../../services/index.ts';
import { readForm, staleForm } from './form.ts';
import { checkOrigin } from './guard.ts';
import { layout, type Page } from './layout.ts';
import { closedPage } from './messages.ts';
import { base, paths } from './paths.ts';
import type { Session, Sessions } from './session.ts';
import { signInPath } from './sign-in.ts';

/** One request of somebody who is signed in. */
export interface Visit {
  request: express.Request;
  response: express.Response;
  principal: Principal;
  /** The kill switch that is pulled. */
  stop: Stop | undefined;
  correlation: string;
  now: Date;
  /** What each form has to carry. */
  formToken: string;
  /** Shows a page; answers a page that asks again and has seen this already with "nothing new". */
  show(page: Page, status?: number): Promise<void>;
}

export interface VisitOptions {
  services: Services;
  sessions: Sessions;
  isOpen: boolean;
  isSandbox: boolean;
  clock: Clock;
}

/** Changes when what is shown changes. */
export const versionOf = (shown: unknown): string =>
  createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, 16);

export async function sendPage(response: express.Response, page: ReturnType<typeof layout>): Promise<void> {
  response.type('html').send(String(await page));
}

/** Its head says when a kill switch is pulled, and so it is another page then. */
const withStop = (page: Page, stop: Stop | undefined): Page =>
  page.live && stop ? { ...page, live: { ...page.live, version: versionOf([page.live.version, stop.id]) } } : page;

/** The page on which a form stood. */
const placeOf = (url: string): string =>
  url.replace(/\/(decision|rating)$/, '').replace(/^(.*\/(?:schedules|kill-switch))\/.*$/, '$1');

/** Builds handlers for those who are signed in; everybody else is led to where they can do so, and back. */
export function createVisits({ services, sessions, isOpen, isSandbox, clock }: VisitOptions) {
  async function principalOf({ tenant, person }: Session, response: express.Response): Promise<Principal> {
    try {
      return await services.intake.serve({ tenant, id: person, door: 'console' }, async ({ principal }) => principal);
    } catch (error) {
      // Who has left the organisation is signed out, and is told why.
      if (isAppError(error) && error.code === 'identity.unknown') sessions.end(response);
      throw error;
    }
  }

  function leadToSignIn(request: express.Request, response: express.Response): void {
    const asked = request.method === 'GET' ? request.originalUrl : placeOf(request.originalUrl);
    // A page that keeps itself up to date is loaded as a whole, so that the person sees where they are.
    if (request.get('hx-request')) response.set('HX-Refresh', 'true').status(204).end();
    else
      response.redirect(
        303,
        asked.startsWith(`${base}/`) && asked !== paths.signOut ? signInPath(asked) : paths.signIn,
      );
  }

  async function begin(request: express.Request, response: express.Response): Promise<Visit | undefined> {
    if (!isOpen) {
      await sendPage(response.status(403), layout({ visitor: undefined, isSandbox }, closedPage));
      return undefined;
    }
    const session = sessions.read(request);
    if (!session) {
      leadToSignIn(request, response);
      return undefined;
    }
    const principal = await principalOf(session, response);
    const formToken = sessions.formToken(session);
    const stop = await services.killSwitch.present(principal.tenant);
    return {
      request,
      response,
      principal,
      stop,
      formToken,
      correlation: correlationOf(request),
      now: clock(),
      async show(shown, status = 200) {
        const page = withStop(shown, stop);
        if (page.live && request.query.seen === page.live.version) return void response.status(204).end();
        await sendPage(response.status(status), layout({ visitor: { principal, formToken, stop }, isSandbox }, page));
      },
    };
  }

  return {
    /** For looking: never changes anything. */
    page:
      (work: (visit: Visit) => Promise<void>): express.RequestHandler =>
      async (request, response) => {
        const visit = await begin(request, response);
        if (visit) await work(visit);
      },

    /** The same for a form that brings a file: its token comes with the file, and who sends it is known before that is read. */
    upload:
      (work: (visit: Visit, checkToken: (token: unknown) => void) => Promise<void>): express.RequestHandler =>
      async (request, response) => {
        checkOrigin(request, services.publicUrl);
        const visit = await begin(request, response);
        const session = sessions.read(request);
        if (!visit || !session) return;
        await work(visit, (token) => {
          if (!sessions.isFormToken(session, token)) throw staleForm();
        });
      },

    /** For changing: only from a form of this console, in this very session. */
    form:
      (work: (visit: Visit, fields: Record<string, unknown>) => Promise<void>): express.RequestHandler =>
      async (request, response) => {
        checkOrigin(request, services.publicUrl);
        const visit = await begin(request, response);
        if (!visit) return;
        const fields = readForm(request);
        const session = sessions.read(request);
        if (!session || !sessions.isFormToken(session, fields.token)) throw staleForm();
        await work(visit, fields);
      },
  };
}
