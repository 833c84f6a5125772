import type { NotUsed } from '../words/not-used.ts';
import { without } from '../words/text-parts.ts';

const number = '(?:\\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|zwei|drei|vier|fünf|sechs)';
const role = '(?:people|persons|developers?|engineers?|designers?|members|colleagues|personen|leuten?|entwicklern?)';
const count = new RegExp(
  `[,;]?\\s*(?<![\\p{L}])(?:(?:with|and|mit|und)\\s+)?(?:an?\\s+|our\\s+|einem\\s+)?(?:teams?(?:\\s+(?:of|size|von|with|mit))?:?\\s+${number}(?:\\s+${role})?|${number}[- ](?:person|people)\\s+team|(?<=\\b(?:with|and|mit|und)\\s+)${number}\\s+(?:employees|staff|colleagues|freelancers|mitarbeitern?))(?![\\p{L}\\p{N}])`,
  'giu',
);

/** How many people there are: without their names nothing can be given to them. */
export function readHeadCount(goal: string): { notUsed: NotUsed[]; rest: string } {
  const found = [...goal.matchAll(count)].map((each) => ({
    from: each.index,
    to: each.index + each[0].length,
    words: each[0].replace(/^[\s,;]+/, ''),
  }));
  return {
    notUsed: found.map(({ words }) => ({
      words,
      why: 'tasks are given to people by name',
      instead: 'plan … team: Ana (design), Ben',
    })),
    rest: found.length > 0 ? without(goal, found) : goal,
  };
}
