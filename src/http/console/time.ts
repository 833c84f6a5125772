import { html } from 'hono/html';
import type { Html } from '../html.ts';

const steps: readonly [limitSeconds: number, sizeSeconds: number, unit: string][] = [
  [3_600, 60, 'min'],
  [86_400, 3_600, 'h'],
  [2_592_000, 86_400, 'd'],
];

/** How long ago, in the coarsest unit that says enough. */
export function ageOf(date: Date, now: Date): string {
  const seconds = Math.max(0, Math.round((now.getTime() - date.getTime()) / 1_000));
  if (seconds < 60) return 'just now';
  const step = steps.find(([limit]) => seconds < limit);
  if (!step) return date.toISOString().slice(0, 10);
  return `${Math.floor(seconds / step[1])} ${step[2]} ago`;
}

export const utc = (date: Date): string => `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;

export const when = (date: Date, now: Date): Html =>
  html`<time datetime="${date.toISOString()}" title="${utc(date)}">${ageOf(date, now)}</time>`;

/** In the clock of the reader, by the script of the page; in that of the zone where there is none. */
export const localTime = (date: Date, zone: string): Html =>
  html`<time datetime="${date.toISOString()}" data-local>${zoned(date, zone)}</time>`;

function zoned(date: Date, zone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
  });
  return `${format.format(date)} ${zone}`;
}

/** How long something took: `0.4 s`, `12 s`, `3 min 5 s`, `2 h 7 min`. */
export function durationOf(start: Date, end: Date): string {
  const seconds = Math.max(0, (end.getTime() - start.getTime()) / 1_000);
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3_600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3_600)} h ${Math.floor((whole % 3_600) / 60)} min`;
}
