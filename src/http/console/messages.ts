import { html } from 'hono/html';
import type { Html } from '../html.ts';
import type { Page } from './layout.ts';
import { base } from './paths.ts';

export const alert = (message: string): Html => html`<div class="alert" role="alert"><p>${message}</p></div>`;

const center = (title: string, body: Html): Page => ({
  title,
  body: html`<section class="card center"><h1>${title}</h1>${body}</section>`,
});

export const notFoundPage: Page = center(
  'There is nothing here',
  html`<p>There is no such page, request or run in your organisation, or it belongs to a project that you are not a member of.</p>
<p>Check the link, or ask the person who sent it which project it is about.</p>
<p><a class="button primary" href="${base}">Go to the approvals</a></p>`,
);

/** Something that a person can understand and act upon. */
export const refusedPage = (message: string, correlation: string): Page =>
  center(
    'That did not work',
    html`<p>${message}</p><p><a class="button primary" href="${base}">Go to the approvals</a></p>
<p class="quiet">Reference: <code>${correlation}</code></p>`,
  );

export const defectPage = (correlation: string): Page =>
  center(
    'Something went wrong on our side',
    html`<p>Load the page again in a minute; if this comes back, tell an admin this reference:</p>
<p><code>${correlation}</code></p><p><a class="button" href="${base}">Go to the approvals</a></p>`,
  );

export const closedPage: Page = center(
  'The console is closed',
  html`<p>It has to know who you are, and no way to sign in is configured for this installation.</p>
<p>An operator opens it by giving the application a sign-in (OpenID Connect) at its start. Until then, decide where you were asked: the buttons in Slack do the same.</p>
<p class="quiet">To try the console without accounts, start the sandbox: <code>npm start</code>.</p>`,
);
