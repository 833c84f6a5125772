import type { Log } from '../../core/index.ts';
import type { Rendered } from './render.ts';

/** Says something to who ran a command, where they ran it, whoever is there. False when that is not possible any more. */
export type Respond = (
  url: string,
  rendered: Rendered,
  options?: { replaces?: boolean; signal?: AbortSignal },
) => Promise<boolean>;

const timeoutMs = 5_000;
const slackHooks = 'https://hooks.slack.com';

/** Slack takes five answers in half an hour at the address that came with a command or a click. */
export function createRespond({ apiUrl, log }: { apiUrl: string | undefined; log: Log }): Respond {
  const isSlacks = ({ origin, hostname }: URL): boolean =>
    origin === slackHooks || (apiUrl !== undefined && hostname === new URL(apiUrl).hostname);

  return async (url, rendered, { replaces = false, signal } = {}) => {
    if (!URL.canParse(url) || !isSlacks(new URL(url))) return false;
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ response_type: 'ephemeral', replace_original: replaces, ...rendered }),
        redirect: 'error',
        signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]),
      });
      await response.arrayBuffer();
      return response.ok;
    } catch (error) {
      log.info({ reason: error instanceof Error ? error.message : String(error) }, 'response url not reached');
      return false;
    }
  };
}
