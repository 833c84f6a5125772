import type { KnownBlock } from '@slack/types';
import type { Link } from '../../core/index.ts';
import { cut } from './cut.ts';
import { shorten } from './fit.ts';
import { linkTo, literal } from './mrkdwn.ts';
import { type Leaf, link, plain, richText, section } from './rich-text.ts';

const factMax = 500;
const factsMax = 2_500;
const linksMax = 1_500;

/** One line for each, in words of anybody. */
export function factBlocks(facts: Readonly<Record<string, string>>, most: number): KnownBlock[] {
  const shown = Object.entries(facts).slice(0, most);
  const room = Math.min(factMax, Math.floor(factsMax / Math.max(shown.length, 1)));
  const leaves = shown.flatMap(([name, value], index): Leaf[] => [
    ...plain(`${index > 0 ? '\n' : ''}${cut(name, 60)}: `, { bold: true }),
    ...plain(cut(value, room) || '–'),
  ]);
  return leaves.length > 0 ? [richText([section(leaves)])] : [];
}

/** Links are whole or not there: half an address leads nowhere. */
export function linkBlocks(links: readonly Link[]): KnownBlock[] {
  const leaves: Leaf[] = [];
  let left = linksMax;
  for (const { label, url } of links) {
    const next = link(url, cut(label, 75));
    const size = JSON.stringify(next).length;
    if (size > left) continue;
    leaves.push(...(leaves.length > 0 ? plain('  ·  ') : []), ...next);
    left -= size;
  }
  return leaves.length > 0 ? [richText([section(leaves)])] : [];
}

/** The same where there are no blocks. */
export const linkLine = (links: readonly Link[]): string =>
  links
    .map(({ label, url }) => linkTo(url, shorten(literal(label), 75)))
    .reduce((line, next) => (line.length + next.length < linksMax ? `${line}${line && '  ·  '}${next}` : line), '');
