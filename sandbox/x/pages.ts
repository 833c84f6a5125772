import { readFileSync } from 'node:fs';
import express, { type Response, type Router } from 'express';
import { html } from 'hono/html';
import { relativeTime } from '../gitlab/pages/layout.ts';
import type { AccountRow, PostRow, State } from './state.ts';

type Html = ReturnType<typeof html>;

const stylesheet = readFileSync(new URL('./pages.css', import.meta.url));
const policy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The pages that a person looks at: the accounts, a timeline, one post. No scripts. */
export function createPages(state: State): Router {
  const router = express.Router({ caseSensitive: true });
  router.get('/-/pages.css', (_request, response) => {
    response.type('text/css').set('Cache-Control', 'max-age=60').send(stylesheet);
  });
  router.get('/', (request, response) => send(response, accountsPage(state, request.baseUrl)));
  router.get('/:username', (request, response) => {
    const account = state.accounts.get(request.params.username);
    if (account === undefined) return send(response.status(404), nothingHere(request.baseUrl));
    return send(response, timelinePage(request.baseUrl, account, state.postsOf(account.id)));
  });
  router.get('/:username/status/:id', (request, response) => {
    const account = state.accounts.get(request.params.username);
    const post = state.posts.get(request.params.id);
    if (account === undefined || post === undefined || post.account !== account.id)
      return send(response.status(404), nothingHere(request.baseUrl));
    return send(response, postPage(request.baseUrl, account, post));
  });
  router.use((request, response) => send(response.status(404), nothingHere(request.baseUrl)));
  return router;
}

async function send(response: Response, page: Html): Promise<void> {
  response.set({
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
  });
  response.type('html').send(String(await page));
}

function layout(base: string, title: string, body: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · X sandbox</title>
<link rel="stylesheet" href="${base}/-/pages.css">
</head>
<body>
<p class="banner"><strong>Sandbox.</strong> Adjutant's stand-in for X, on this machine only. Nobody else can read what is posted here.</p>
<header class="top"><a class="brand" href="${base}/"><span aria-hidden="true">✕</span> X <em>sandbox</em></a></header>
<main>${body}</main>
</body>
</html>`;
}

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => word.charAt(0))
    .slice(0, 2)
    .join('')
    .toUpperCase();

const avatar = ({ name }: AccountRow): Html => html`<span class="avatar" aria-hidden="true">${initials(name)}</span>`;

function accountsPage(state: State, base: string): Html {
  const rows = state.accounts.all().map((account) => {
    const count = state.postsOf(account.id).length;
    return html`<li><a class="account" href="${base}/${account.username}">${avatar(account)}<span><strong>${account.name}</strong><small>@${account.username} · ${count} ${count === 1 ? 'post' : 'posts'}</small></span></a></li>`;
  });
  return layout(base, 'Accounts', html`<h1>Accounts</h1><ul class="plain card">${rows}</ul>`);
}

const monthAndYear = (iso: string): string =>
  new Date(iso).toLocaleDateString('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });

function timelinePage(base: string, account: AccountRow, posts: readonly PostRow[]): Html {
  const body = html`<section class="card profile"><div class="cover" aria-hidden="true"></div>${avatar(account)}
<h1>${account.name}</h1><p class="quiet">@${account.username}</p>
<p class="quiet">Joined ${monthAndYear(account.createdAt)} · <strong>${posts.length}</strong> ${posts.length === 1 ? 'post' : 'posts'}</p></section>
${
  posts.length === 0
    ? html`<section class="card empty"><h2>Nothing posted yet</h2><p>Ask for it in the chat: <code>/adjutant post publish-post text="Hello"</code></p></section>`
    : html`<section class="card timeline" aria-label="Posts">${posts.map((post) => article(base, account, post))}</section>`
}`;
  return layout(base, `${account.name} (@${account.username})`, body);
}

/** The text as a reader sees it: links by where they lead, tags and names marked. */
function words(post: PostRow): Html[] {
  return post.written.split(/(https?:\/\/\S+|(?<![\p{L}\p{N}_&])[#@][\p{L}\p{N}_]+)/u).map((piece, index) => {
    if (index % 2 === 0) return html`${piece}`;
    if (!/^https?:/.test(piece)) return html`<span class="tag">${piece}</span>`;
    const shown = piece.replace(/^https?:\/\/(www\.)?/, '');
    return html`<a href="${piece}" rel="nofollow noopener noreferrer">${shown.length > 30 ? `${shown.slice(0, 29)}…` : shown}</a>`;
  });
}

function article(base: string, account: AccountRow, post: PostRow): Html {
  const url = `${base}/${account.username}/status/${post.id}`;
  return html`<article>${avatar(account)}<div><p class="byline"><strong>${account.name}</strong> <span class="quiet">@${account.username} · <a class="quiet" href="${url}"><time datetime="${post.createdAt}" title="${post.createdAt}">${relativeTime(post.createdAt)}</time></a></span></p>
<p class="words">${words(post)}</p></div></article>`;
}

function postPage(base: string, account: AccountRow, post: PostRow): Html {
  const when = new Date(post.createdAt).toLocaleString('en', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  const body = html`<p><a href="${base}/${account.username}">← All posts of ${account.name}</a></p>
<section class="card single"><div class="byline">${avatar(account)}<span><strong>${account.name}</strong><small>@${account.username}</small></span></div>
<p class="words">${words(post)}</p><p class="quiet"><time datetime="${post.createdAt}">${when} UTC</time></p></section>`;
  return layout(base, `${account.name}: “${post.written.slice(0, 60)}”`, body);
}

function nothingHere(base: string): Html {
  return layout(
    base,
    'Not found',
    html`<section class="card empty"><h1>Nothing here</h1><p>There is no such account or post, or it was deleted.</p><p><a href="${base}/">All accounts</a></p></section>`,
  );
}
