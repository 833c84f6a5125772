import { expect } from 'vitest';
import type { SandboxOrganisation } from '../../sandbox/organisations.ts';
import { shownIn } from '../harness/shown.ts';
import { waitFor } from '../harness/wait-for.ts';
import type { World } from '../harness/world.ts';

/** Who asks, where. */
export interface Asker {
  organisation: SandboxOrganisation;
  user: string;
  channel: string;
}

/** A page as it is read: without its markup. */
export const readable = (page: string): string =>
  page
    .replace(/<(style|script)\b[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&[a-z]+;|&#\d+;/g, ' ');

const isInside =
  /\n\s+at \S+|\bat \S+ \(|node:internal|node_modules|file:\/\/|\/(?:src|work|home|tmp)\/\S+|\.[cm]?[jt]s:\d+/;

/** What a person is told: something, with these words, and nothing of how it is made inside. */
export function expectClear(told: string, words: RegExp): void {
  expect(told.trim()).not.toBe('');
  expect(told).toMatch(words);
  expect(told).not.toMatch(isInside);
}

function saidAtOnce(body: string): string {
  if (!body.startsWith('{')) return body;
  const { text = '', blocks = [] } = JSON.parse(body) as { text?: string; blocks?: unknown[] };
  return [text, shownIn(blocks), JSON.stringify(blocks)].join('\n');
}

/** What Slack shows to who typed a command: the answer at once, or what the run says in the end. */
export async function askInSlack({ vendors }: World, asker: Asker, line: string): Promise<string> {
  const { drive } = vendors.slack;
  const { organisation, user, channel } = asker;
  const roots = () => drive.channelHistory(channel).filter(({ byBot }) => byBot);
  const before = roots().length;
  const whispers = () => drive.ephemerals(channel, user);
  const whispered = whispers().length;
  const place = { team: organisation.slack.team, channel, user };
  const answer = await drive.command({ ...place, command: '/adjutant', text: line });
  expect(answer.status).toBe(200);
  // On a busy machine the answer comes later, by another way.
  const isLate = answer.body.includes('takes longer than usual');
  if (answer.body !== '' && !isLate) return saidAtOnce(answer.body);
  const view = drive.views(user).at(-1);
  if (view) return JSON.stringify(view.payload);
  const first = await waitFor('a first message', () => roots()[before] ?? whispers()[whispered]);
  if ('from' in first) return saidAtOnce(JSON.stringify(first));
  const thread = await waitFor('an answer', () => {
    const messages = drive.thread(channel, first.ts);
    return messages.length > 1 && messages;
  });
  return thread.map(({ text }) => text).join('\n');
}

/** Everything that the vendors were made to change; what is said in a chat is no such thing. */
export const changesOf = ({ vendors }: World) => vendors.gitlab.countEffects();
