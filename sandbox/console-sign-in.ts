import { html } from 'hono/html';
import { z } from 'zod';
import { AppError } from '../src/core/index.ts';
import type { SignIn } from '../src/http/index.ts';
import { sandboxRealm } from './onboard.ts';
import type { SandboxOrganisation, SandboxPerson } from './organisations.ts';

const rights: Readonly<Record<SandboxPerson['role'], string>> = {
  admin: 'sees all projects, may decide',
  manager: 'may ask and decide',
  developer: 'may ask and decide',
  viewer: 'may look, not decide',
};

const personButton = ({ name, email, role }: SandboxPerson) =>
  html`<li><button type="submit" class="person" name="person" value="${email}"><strong>${name}</strong><span>${role}</span><span class="quiet">${rights[role]}</span></button></li>`;

/** Signing in without accounts: one picks who to be. Only the sandbox can do this; the product has no such way in. */
export function createPickPerson(organisations: readonly SandboxOrganisation[]): SignIn {
  const people = organisations.flatMap((organisation) => organisation.people);
  const answerSchema = z.object({ person: z.enum(people.map(({ email }) => email)) });

  return {
    answersBy: 'post',

    async start({ state, finishUrl }) {
      // The path alone: the page may have been opened by another name of this machine.
      const action = new URL(finishUrl).pathname;
      const body = html`<h1>Who are you today?</h1>
<p class="quiet">These people exist only in the sandbox. Pick one to see the console as they do; what one asks for, another may have to approve.</p>
<div class="organisations">${organisations.map(
        ({ name, people }) => html`<section class="card"><h2>${name}</h2>
<form method="post" action="${action}"><input type="hidden" name="state" value="${state}"><ul class="people">${people.map(personButton)}</ul></form></section>`,
      )}</div>`;
      return { title: 'Sign in', body };
    },

    async finish(answer) {
      const picked = answerSchema.safeParse(answer);
      if (!picked.success)
        throw new AppError('identity.unverified', 'There is no such person in the sandbox. Pick one from the list.');
      return { provider: 'console', realm: sandboxRealm, subject: picked.data.person };
    },
  };
}
