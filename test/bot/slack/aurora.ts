import { createHmac } from 'node:crypto';
import type { Message } from '../../../sandbox/slack/model.ts';
import { shownIn } from '../../harness/shown.ts';
import { waitFor } from '../../harness/wait-for.ts';
import type { World } from '../../harness/world.ts';

export const team = 'T0AURORA01';
export const bot = 'U0AURORBOT';
export const jonas = 'U0AURJONAS';
export const maria = 'U0AURMARIA';
export const priya = 'U0AURPRIYA';
export const engineering = 'C0AURORENG';
export const leadership = 'C0AURORLEA';

type Json = Record<string, unknown>;

/** A request as Slack would send it, signed with the right secret unless told otherwise. */
export async function send(
  { url, signingSecret }: World,
  body: string,
  { type = 'application/json', offsetSeconds = 0, secret = signingSecret, headers = {} } = {},
): Promise<{ status: number; text: string }> {
  const timestamp = String(Math.floor(Date.now() / 1_000) + offsetSeconds);
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  const response = await fetch(`${url}/slack/events`, {
    method: 'POST',
    body,
    headers: {
      'content-type': type,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signature,
      ...headers,
    },
  });
  return { status: response.status, text: await response.text() };
}
export const sendForm = (world: World, fields: Record<string, string>) =>
  send(world, new URLSearchParams(fields).toString(), { type: 'application/x-www-form-urlencoded' });

export const commandFields = (fields: Record<string, string> = {}): Record<string, string> => ({
  command: '/adjutant',
  team_id: team,
  channel_id: engineering,
  user_id: jonas,
  text: 'identity who-am-i',
  trigger_id: `trigger-${Math.random()}`,
  ...fields,
});

/** All that a message shows, as people read it and as it is sent. */
export const textOf = ({ text, blocks = [] }: { text: string; blocks?: Json[] }): string =>
  [text, shownIn(blocks), JSON.stringify(blocks)].join('\n');

export const roots = (world: World, channel = engineering): Message[] =>
  world.vendors.slack.drive.channelHistory(channel).filter(({ byBot }) => byBot);

/** The thread of the run that began last, once it holds so many messages. */
export const threadOf = (world: World, { ts, channel }: { ts: string; channel: string }, length: number) =>
  waitFor(`${length} messages in the thread`, () => {
    const thread = world.vendors.slack.drive.thread(channel, ts);
    return thread.length >= length && thread;
  });

export function buttonsOf({
  blocks = [],
}: {
  blocks?: Json[];
}): { action_id: string; text: { text: string }; value: string }[] {
  const found = JSON.parse(JSON.stringify(blocks)) as { type: string; elements?: never[] }[];
  return found.filter(({ type }) => type === 'actions').flatMap(({ elements = [] }) => elements);
}
