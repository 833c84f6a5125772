import { changeOf, type NotUsed } from '../words/not-used.ts';
import { without } from '../words/text-parts.ts';

/** `24. joulukuuta 2026`: surely a day, in a language whose months are not known here. */
const unread = /(?<![\p{N}\p{L}])\d{1,2}\.?\s+\p{L}[\p{L}\p{M}]{2,}\.?\s+(?:de\s+)?20\d\d(?!\p{N})/giu;

export function takeUnreadDays(goal: string): { notUsed: NotUsed[]; rest: string } {
  const found = [...goal.matchAll(unread)].map(({ index, 0: words }) => ({
    from: index,
    to: index + words.length,
    words,
  }));
  return {
    notUsed: found.map(({ words }) => ({
      words,
      why: 'it seems to be a day, and I cannot read it. Write it like 2026-12-24',
      instead: changeOf('deadline 2026-12-24'),
    })),
    rest: found.length > 0 ? without(goal, found) : goal,
  };
}
