import { weekdayNamed, writtenMoments } from '../../core/index.ts';

export const audiences = ['team', 'management', 'customer'] as const;

const dayMs = 86_400_000;
const audienceWords: readonly (readonly [RegExp, (typeof audiences)[number]])[] = [
  [/\b(?:for|to)?\s*(?:the |our |my )?(?:customers?|clients?|kunden?|clientes?)\b/i, 'customer'],
  [/\b(?:for|to)?\s*(?:the |our |my )?(?:management|managers?|board|boss|leadership|direction)\b/i, 'management'],
  [/\b(?:for|to)?\s*(?:the |our |my )?teams?\b/i, 'team'],
];
const planNumber = /(?:\b(?:about|on|for|of|with)\s+)?(?:the\s+)?\bplan\s*(?:no\.?|number)?\s*#?(\d{1,9})\b/i;
const path = /(?:\b(?:about|on|for|of)\s+)?(?<!\S)([a-z][\w.-]*(?:\/[\w.-]*\w)+)(?!\S)/;

/** `for the customer about aurora/shop last week`: the audience and the project; what is left says when. */
export function reportFromWords(words: string): Record<string, unknown> {
  const project = path.exec(words);
  const plan = planNumber.exec(words);
  const rest = [project, plan].reduce((left, found) => (found ? left.replace(found[0], ' ') : left), words);
  const audience = audienceWords.find(([pattern]) => pattern.test(rest));
  const left = audience ? rest.replace(audience[0], ' ') : rest;
  const period = left
    .replace(/\b(?:a|the|about|report|for|on|of|please|write)\b|(?<![?!.])[?!.]+\s*$/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return {
    ...(project ? { project: project[1] } : {}),
    ...(plan ? { plan: Number(plan[1]) } : {}),
    ...(audience ? { audience: audience[1] } : {}),
    ...(period === '' ? {} : { period }),
  };
}

const dateOf = (at: Date): string => at.toISOString().slice(0, 10);

/** The latest day of that name, today included. */
const latest = (weekday: number, now: Date): string =>
  dateOf(new Date(now.getTime() - ((now.getUTCDay() - weekday + 7) % 7) * dayMs));

/** `since Monday`, `since 3 November`: with the day as a date; other words as they are. */
export function withDate(words: string, now: Date): string {
  const day = /^(?:since|from|seit)\s+(?:last\s+|letzte[mnr]\s+)?(\S.{0,40})$/i.exec(words.trim())?.[1];
  if (day === undefined || /^\d{4}-/.test(day)) return words;
  const weekday = weekdayNamed(day.toLowerCase());
  if (weekday !== undefined) return `since ${latest(weekday, now)}`;
  const [found] = writtenMoments(day, { now });
  const [year, month, date] = (['year', 'month', 'day'] as const).map((part) => found?.start.get(part) ?? 0);
  if (found?.text !== day || !found.start.isCertain('day') || !year || !month || !date) return words;
  return `since ${dateOf(new Date(Date.UTC(year, month - 1, date)))}`;
}
