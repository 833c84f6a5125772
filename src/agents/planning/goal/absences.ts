import type { NotUsed } from '../words/not-used.ts';
import { without } from '../words/text-parts.ts';

const who = "\\p{Lu}[\\p{L}\\p{M}’'-]+(?:\\s+\\p{Lu}[\\p{L}\\p{M}’'-]+)?";
const away =
  'on\\s+(?:holidays?|vacation|leave|parental\\s+leave)|away|off|out\\s+of\\s+office|absent|sick|ill|not\\s+(?:there|available)|unavailable';
const fort = 'im\\s+[Uu]rlaub|in\\s+[Ee]lternzeit|abwesend|krank|nicht\\s+(?:da|verfügbar)';
const part = '(?:only\\s+|just\\s+)?(?:\\d{1,3}\\s*%|half[- ]time|part[- ]time|half\\s+days)';
const teil = '(?:nur\\s+)?(?:\\d{1,3}\\s*%|halbtags|in\\s+[Tt]eilzeit)';
/** To the end of the sentence: the days of an absence are no days of the plan. */
const rest = '(?:[^.;\\n]|(?<=\\d)\\.(?=\\s+(?:\\p{Ll}|Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)))*';
/** Not after a verb of doing: “Ana designs the away kit” is work. */
const absence = new RegExp(
  `(?<=^|[.;,\\n]|\\b(?:and|but|und|aber)\\s)\\s*(${who}\\s+(?:(?:is|will\\s+be|(?:i|I)st)\\s+(?:${away}|${fort})|(?:works?|arbeitet|is\\s+(?:there|available))\\s+(?:${part}|${teil}))(?![\\p{L}\\p{N}])${rest})`,
  'gu',
);

/** When somebody is not there, or not all day: plans count everybody's working days alike. */
export function readAbsences(goal: string): { notUsed: NotUsed[]; rest: string } {
  const found = [...goal.matchAll(absence)].map((each) => {
    const words = (each[1] ?? '').trim();
    return { from: each.index, to: each.index + each[0].length, words };
  });
  return {
    notUsed: found.map(({ words }) => ({
      words,
      why: 'absences of one person and part time are not calculated',
      instead: 'plan … holidays=2026-12-24..2027-01-01 for days on which nobody works',
    })),
    rest: found.length > 0 ? without(goal, found) : goal,
  };
}
