import type express from 'express';

/** Longer waits are cut by what stands between. */
const maxWaitSeconds = 60;
const waitPattern = /(?:^|[,;])\s*wait\s*=\s*"?(\d{1,4})"?\s*(?=$|[,;])/i;

const asyncPattern = /(?:^|[,;])\s*respond-async\s*(?=$|[,;])/i;

/** How long the caller is ready to wait, in ms, by `Prefer: wait=<seconds>`, or `respond-async` (RFC 7240); says what was taken of it. */
export function waitOf(request: express.Request, response: express.Response): number | undefined {
  const preferences = request.get('prefer') ?? '';
  const seconds = waitPattern.exec(preferences)?.[1];
  if (seconds === undefined) {
    if (!asyncPattern.test(preferences)) return undefined;
    response.set('Preference-Applied', 'respond-async');
    return 0;
  }
  const taken = Math.min(Number(seconds), maxWaitSeconds);
  response.set('Preference-Applied', `wait=${taken}`);
  return taken * 1_000;
}
