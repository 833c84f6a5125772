import { html } from 'hono/html';

export type Html = ReturnType<typeof html>;

/** Where links start: the router may be mounted anywhere. */
export interface PageContext {
  base: string;
}

interface Crumb {
  label: string;
  href?: string;
}

export function layout(
  { base }: PageContext,
  { title, crumbs, body }: { title: string; crumbs: Crumb[]; body: Html },
): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · GitLab sandbox</title>
<link rel="stylesheet" href="${base}/-/pages.css">
</head>
<body>
<p class="banner"><strong>Sandbox.</strong> Adjutant's stand-in for GitLab, on this machine only.</p>
<header class="top">
<a class="brand" href="${base}/"><span class="mark" aria-hidden="true">◆</span>GitLab <em>sandbox</em></a>
<nav aria-label="Breadcrumb">${crumbs.map(({ label, href }) => html`<span class="sep" aria-hidden="true">/</span>${href === undefined ? html`<span>${label}</span>` : html`<a class="crumb" href="${href}">${label}</a>`}`)}</nav>
</header>
<main>${body}</main>
</body>
</html>`;
}

export function notFoundPage(context: PageContext): Html {
  return layout(context, {
    title: 'Not found',
    crumbs: [],
    body: html`<section class="card empty"><h1>Not found</h1><p>There is no such page, project, branch or file here.</p><p><a class="button" href="${context.base}/">All projects</a></p></section>`,
  });
}

export function relativeTime(iso: string, now = Date.now()): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(iso)) / 1000));
  const steps: [limit: number, size: number, unit: string][] = [
    [60, 1, 'second'],
    [3600, 60, 'minute'],
    [86_400, 3600, 'hour'],
    [2_592_000, 86_400, 'day'],
    [31_536_000, 2_592_000, 'month'],
  ];
  const [, size, unit] = steps.find(([limit]) => seconds < limit) ?? [0, 31_536_000, 'year'];
  const count = Math.floor(seconds / size);
  return unit === 'second' ? 'just now' : `${count} ${unit}${count === 1 ? '' : 's'} ago`;
}

export const when = (iso: string): Html => html`<time datetime="${iso}" title="${iso}">${relativeTime(iso)}</time>`;

export function avatar(name: string): Html {
  const initials = name
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => word[0] ?? '')
    .join('')
    .slice(0, 2)
    .toUpperCase();
  let hue = 0;
  for (const letter of name) hue = (hue * 31 + (letter.codePointAt(0) ?? 0)) % 6;
  return html`<span class="avatar hue-${hue}" aria-hidden="true">${initials}</span>`;
}
