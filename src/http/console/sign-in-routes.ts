import express from 'express';
import { AppError } from '../../core/index.ts';
import type { Attempts } from '../../platform/attempts.ts';
import { correlationOf } from '../../platform/http.ts';
import { recordAudit, type Services } from '../../services/index.ts';
import { parseForm, readForm } from './form.ts';
import { checkOrigin } from './guard.ts';
import { type Frame, layout } from './layout.ts';
import { paths } from './paths.ts';
import type { Sessions } from './session.ts';
import type { SignIn, SignInStates } from './sign-in.ts';
import { sendPage } from './visit.ts';

export interface SignInRoutes {
  services: Services;
  signIn: SignIn;
  sessions: Sessions;
  states: SignInStates;
  attempts: Attempts;
  frame: Frame;
}

const last = (path: string): string => path.slice(path.lastIndexOf('/'));

/** From "who are you?" to a session. Whoever it is has to be one of the people that an organisation knows. */
export function signInRoutes({ services, signIn, sessions, states, attempts, frame }: SignInRoutes): express.Router {
  const { identity, intake, publicUrl } = services;
  const finishUrl = `${publicUrl}${paths.signInFinish}`;
  const router = express.Router({ caseSensitive: true });

  router.get('/', async (request, response) => {
    const state = states.begin(request, response, request.query.return);
    const next = await signIn.start({ state, finishUrl });
    if ('redirectTo' in next) return response.redirect(303, next.redirectTo);
    await sendPage(response, layout(frame, next));
  });

  async function finish(
    request: express.Request,
    response: express.Response,
    answer: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const returnTo = states.check(request, answer.state);
    const subject = await signIn.finish(answer, { state: String(answer.state), finishUrl });
    const found = await identity.findPerson(subject);
    if (!found) {
      throw new AppError(
        'identity.unknown',
        'Adjutant does not know you yet. Ask an admin of your organisation to add you, then sign in again.',
      );
    }
    await intake.serve({ ...found, door: 'console' }, ({ tx, principal }) =>
      recordAudit(tx, {
        person: principal.person,
        door: 'console',
        action: 'signed in',
        outcome: 'done',
        correlation: correlationOf(request),
        details: { provider: subject.provider, realm: subject.realm },
      }),
    );
    sessions.start(response, { tenant: found.tenant, person: found.id });
    response.redirect(303, returnTo);
  }

  const path = last(paths.signInFinish);
  if (signIn.answersBy === 'post') {
    router.post(path, attempts.signIns, parseForm, async (request, response) => {
      checkOrigin(request, publicUrl);
      await finish(request, response, readForm(request));
    });
  } else {
    router.get(path, attempts.signIns, (request, response) => finish(request, response, request.query));
  }
  return router;
}
