import { weekdayNamed } from '../../core/index.ts';
import { type Draft, lengthOf, type Reader, refuse, restOf, ruleAdvice } from './rule-draft.ts';

const maxWeeks = 12;
const everyWord = '(?:every|each|alle|jeden?|jede[rsm]?|cada|chaque|tous les|toutes les|todas las|elke)';
const counts: Readonly<Record<string, number>> = {
  two: 2,
  zwei: 2,
  dos: 2,
  deux: 2,
  other: 2,
  second: 2,
  '2nd': 2,
  zweite: 2,
  zweiten: 2,
  zweiter: 2,
  three: 3,
  drei: 3,
  tres: 3,
  trois: 3,
  third: 3,
  '3rd': 3,
  dritte: 3,
  dritten: 3,
  four: 4,
  vier: 4,
  cuatro: 4,
  quatre: 4,
  fourth: 4,
  '4th': 4,
  vierte: 4,
  vierten: 4,
};

function addWeeks(draft: Draft, weeks: number, phrase: string): number {
  if (weeks < 1 || weeks > maxWeeks) throw refuse(`It can come every 1 to ${maxWeeks} weeks. ${ruleAdvice}`);
  draft.weeks.add(weeks);
  return lengthOf(phrase);
}

const everyWeeks = new RegExp(
  `^(?:${everyWord} )?(\\d{1,4}|[a-z]+) (?:weeks|wochen|semanas|semaines|weken)( on| am)?( |$)`,
);
/** “Every other Friday”, “every second week”. */
const everyOther = new RegExp(`^${everyWord} (\\w+) (?=(\\w+))((week|woche|semana|semaine)( on| am)?( |$))?`);

const everyWeek = new RegExp(
  `^(weekly|wochentlich|semanalmente|semanal|hebdomadaire|once (a|per) week|${everyWord} (week|woche|semana|semaine))( |$)`,
);
const fortnight = new RegExp(
  `^(bi-?weekly|fortnightly|${everyWord} fortnight|zweiwochentlich|14-tagig|vierzehntagig|quincenal|quincenalmente)( |$)`,
);

function readSeveral(rest: string): { count: number; phrase: string } | undefined {
  const [phrase, number = ''] = everyWeeks.exec(rest) ?? [];
  const count = counts[number] ?? (/^\d+$/.test(number) ? Number(number) : undefined);
  return phrase === undefined || count === undefined ? undefined : { phrase, count };
}

function readOther(rest: string): { count: number; phrase: string } | undefined {
  const [phrase, number = '', next = '', week] = everyOther.exec(rest) ?? [];
  const count = counts[number];
  const isMeant = week !== undefined || weekdayNamed(next) !== undefined;
  return phrase === undefined || count === undefined || !isMeant ? undefined : { phrase, count };
}

/** How many weeks lie between. */
export const readWeeks: Reader = (words, at, draft) => {
  const rest = restOf(words, at);
  const [single] = everyWeek.exec(rest) ?? [];
  if (single !== undefined) return addWeeks(draft, 1, single);
  const [double] = fortnight.exec(rest) ?? [];
  if (double !== undefined) return addWeeks(draft, 2, double);
  const found = readSeveral(rest) ?? readOther(rest);
  return found ? addWeeks(draft, found.count, found.phrase) : 0;
};
