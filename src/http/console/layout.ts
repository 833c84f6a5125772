import { html } from 'hono/html';
import { isPermitted, type Principal } from '../../core/index.ts';
import { type Stop, stopWords } from '../../services/index.ts';
import { type Html, nothing } from '../html.ts';
import { base, paths } from './paths.ts';
import { assets } from './static.ts';

/** A page that keeps itself up to date: it asks again, and is replaced when `version` is another. */
interface Live {
  path: string;
  version: string;
  everySeconds: number;
}

export interface Page {
  title: string;
  section?: 'approvals' | 'runs' | 'files' | 'schedules' | 'feedback' | 'audit' | 'policy' | 'kill-switch';
  body: Html;
  live?: Live;
}

export interface Frame {
  /** Who is signed in, with the token for the forms of this session. */
  visitor: { principal: Principal; formToken: string; stop: Stop | undefined } | undefined;
  isSandbox: boolean;
}

// An answer that says something went wrong stays out of the page, which tries again at its next turn.
const htmxConfig = '{"includeIndicatorCSS": false, "noSwap": [204, 304, "4xx", "5xx"]}';

const banner = html`<p class="banner"><strong>Sandbox.</strong> The vendors are stand-ins on this machine: nothing leaves it.</p>`;

function navigation({ visitor, isSandbox }: Frame, section: Page['section']): Html {
  if (!visitor) return nothing;
  const { principal, formToken } = visitor;
  const entry = (name: Page['section'], href: string, label: string): Html =>
    html`<a href="${href}"${name === section ? html` aria-current="page"` : ''}>${label}</a>`;
  return html`<nav class="sections" aria-label="Sections">${entry('approvals', paths.approvals, 'Approvals')}${entry('runs', paths.runs, 'Runs')}${entry('files', paths.files, 'Files')}${entry('schedules', paths.schedules, 'Schedules')}${entry('feedback', paths.feedback, 'Feedback')}${isPermitted(principal, 'audit:trail:read') ? entry('audit', paths.audit, 'Audit trail') : ''}${entry('policy', paths.policy, 'Who approves')}${entry('kill-switch', paths.killSwitch, 'Kill switch')}</nav>
<div class="visitor"><span class="who"><strong>${principal.name}</strong> <span class="quiet">${principal.roles.join(', ') || 'no role'}</span></span>
${isSandbox ? html`<a class="small" href="${paths.signIn}">Switch person</a>` : ''}
<form method="post" action="${paths.signOut}"><input type="hidden" name="token" value="${formToken}"><button class="small" type="submit">Sign out</button></form></div>`;
}

/** Inside of what keeps itself up to date, and on every page. */
const stopBanner = ({ visitor }: Frame): Html =>
  visitor?.stop
    ? html`<p class="stop" role="status"><strong>Nothing goes out.</strong> ${stopWords(visitor.stop, (text) => text)} <a href="${paths.killSwitch}">What this means</a></p>`
    : nothing;

const polling = ({ path, version, everySeconds }: Live): Html =>
  html` hx-get="${path}?seen=${version}" hx-trigger="every ${everySeconds}s" hx-select="#main" hx-target="this" hx-swap="outerHTML"`;

/** Without scripts, only a page on which something goes on by itself loads anew: a form must not vanish under a hand. */
const reloading = ({ everySeconds }: Live): Html =>
  everySeconds <= 2 ? html`<noscript><meta http-equiv="refresh" content="3"></noscript>` : nothing;

export function layout(frame: Frame, { title, section, body, live }: Page): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="htmx-config" content="${htmxConfig}">
<title>${title} · Adjutant</title>
<link rel="icon" type="image/svg+xml" href="${assets.icon.url}">
<link rel="stylesheet" href="${assets.style.url}">
<script src="${assets.script.url}" defer></script>
<script src="${assets.times.url}" defer></script>${live ? reloading(live) : ''}
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
${frame.isSandbox ? banner : ''}
<header class="top"><a class="brand" href="${base}"><img src="${assets.icon.url}" alt="" width="26" height="26">Adjutant</a>${navigation(frame, section)}</header>
<main id="main" tabindex="-1"${live ? polling(live) : ''}>
${stopBanner(frame)}${body}
</main>
</body>
</html>`;
}
