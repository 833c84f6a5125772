import { html } from 'hono/html';
import { avatar, type Html, type PageContext, when } from '../../gitlab/pages/layout.ts';

export { avatar, type Html, type PageContext, when };

export interface Page {
  title: string;
  crumbs: readonly { label: string; href?: string }[];
  body: Html;
}

export function layout({ base }: PageContext, { title, crumbs, body }: Page): Html {
  const crumb = ({ label, href }: Page['crumbs'][number]): Html =>
    html`<span class="sep" aria-hidden="true">/</span>${href === undefined ? html`<span>${label}</span>` : html`<a class="crumb" href="${href}">${label}</a>`}`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Salesforce sandbox</title>
<link rel="stylesheet" href="${base}/-/pages.css">
</head>
<body>
<p class="banner"><strong>Sandbox.</strong> Adjutant's stand-in for Salesforce, on this machine only.</p>
<header class="top">
<a class="brand" href="${base}/"><span class="mark" aria-hidden="true">☁</span>Salesforce <em>sandbox</em></a>
<nav aria-label="Breadcrumb">${crumbs.map(crumb)}</nav>
</header>
<main>${body}</main>
</body>
</html>`;
}

export const listUrl = (base: string, org: string): string => `${base}/lightning/o/Lead/list?org=${org}`;
export const leadUrl = (base: string, id: string): string => `${base}/lightning/r/Lead/${id}/view`;

export const notFoundPage = (context: PageContext): Html =>
  layout(context, {
    title: 'Not found',
    crumbs: [],
    body: html`<section class="card empty"><h1>Not found</h1><p>There is no such page or record here, or it was deleted.</p><p><a class="button" href="${context.base}/">All leads</a></p></section>`,
  });
