import { linkTo } from './mrkdwn.ts';
import type { Rendered } from './render.ts';
import { context } from './small-print.ts';

/** A place that could not be written to, and Slack's word for why. */
export interface Lost {
  channel: string;
  why: string | undefined;
}

/** Slack's words for a place that we are not in, or that takes no messages of ours. */
export const unreachable: readonly string[] = [
  'not_in_channel',
  'channel_not_found',
  'is_archived',
  'user_not_in_channel',
  'restricted_action',
  'is_inactive',
];

/** What people say to each other alone has no place for us, and nobody can invite us there. */
const isTalk = ({ channel }: Lost): boolean => channel.startsWith('D');

function cureFor(lost: Lost): string {
  if (lost.why === 'is_archived') return 'It is archived: please ask in another channel.';
  if (isTalk(lost)) return 'To get answers where others see them, ask in a channel.';
  return 'To get answers there, type `/invite @Adjutant` in the channel.';
}

const placeOf = (lost: Lost): string =>
  isTalk(lost) ? 'in that conversation between people' : `in <#${lost.channel}>`;

/** Stands above what was to be posted there. */
export const hintFor = (lost: Lost): string =>
  `I cannot write ${placeOf(lost)}, so this is for you here. ${cureFor(lost)}`;

/** What somebody sees in the place itself, instead of the answer. */
export function noteFor(lost: Lost, permalink: string | undefined): Rendered {
  const where = permalink === undefined ? 'our direct message' : linkTo(permalink, 'our direct message');
  const cure = cureFor(lost).replace('there', 'here').replace(' in the channel.', '.');
  const text = `I cannot write here, so the answer is in ${where}. ${cure}`;
  return { text, blocks: [context(text)] };
}

/** What was to be posted, below the hint. */
export function withHint({ blocks, text }: Rendered, lost: Lost): Rendered {
  const hint = hintFor(lost);
  return { blocks: blocks.length > 0 ? [context(hint), ...blocks] : [], text: `${hint}\n\n${text}` };
}
