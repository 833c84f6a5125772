/** Days of the week as people write them, in the languages that are understood; Monday first. */
const names: readonly (readonly string[])[] = [
  ['monday', 'mon', 'montag', 'lunes', 'lundi', 'lunedi', 'maandag'],
  ['tuesday', 'tue', 'tues', 'dienstag', 'martes', 'mardi', 'martedi', 'dinsdag'],
  ['wednesday', 'wed', 'weds', 'mittwoch', 'miercoles', 'mercredi', 'mercoledi', 'woensdag'],
  ['thursday', 'thu', 'thur', 'thurs', 'donnerstag', 'jueves', 'jeudi', 'giovedi', 'donderdag'],
  ['friday', 'fri', 'freitag', 'viernes', 'vendredi', 'venerdi', 'vrijdag'],
  ['saturday', 'sat', 'samstag', 'sonnabend', 'sabado', 'samedi', 'sabato', 'zaterdag'],
  ['sunday', 'sun', 'sonntag', 'domingo', 'dimanche', 'domenica', 'zondag'],
];
/** Words of other meaning, too: they are days beside another day only, as in “Mo-Fr”. */
const short = ['mo', 'di', 'mi', 'do', 'fr', 'sa', 'so'];

const byName: ReadonlyMap<string, number> = new Map(
  names.flatMap((each, index) =>
    each.flatMap((name) => [[name, index + 1] as const, [`${name}s`, index + 1] as const]),
  ),
);

export const everyDay: readonly number[] = [1, 2, 3, 4, 5, 6, 7];
export const weekdays: readonly number[] = [1, 2, 3, 4, 5];
export const weekend: readonly number[] = [6, 7];

/** Phrases for several days at once. */
export const dayGroups: readonly (readonly [RegExp, readonly number[]])[] = [
  [/^(daily|everyday|taglich|diario|diariamente|quotidien|quotidiennement|dagelijks)( |$)/, everyDay],
  [
    /^(every|each|all|jeden|alle|cada|todos los|chaque|tous les|ogni|elke) (days?|tage?|dias?|jours?|giorno|dag)( |$)/,
    everyDay,
  ],
  [/^(every|each|jeden|cada|chaque) (morning|morgen|manana|matin)( |$)/, everyDay],
  [/^(week|work)[ -]?days?( |$)/, weekdays],
  [/^(working|business) days?( |$)/, weekdays],
  [/^(werktag|wochentag|arbeitstag)(s|en|e)?( |$)/, weekdays],
  [/^(dias )?(laborables|habiles)( |$)|^entre semana( |$)/, weekdays],
  [/^(jours )?(ouvres|ouvrables)( |$)|^en semaine( |$)/, weekdays],
  [/^week-?ends?( |$)|^wochenenden?( |$)|^fine?s? de semana( |$)/, weekend],
];

/** The day that a word names by itself. */
export const weekdayNamed = (word: string): number | undefined => byName.get(word);

/** The day that a word names beside another day. */
export function weekdayBeside(word: string): number | undefined {
  const index = short.indexOf(word);
  return weekdayNamed(word) ?? (index >= 0 ? index + 1 : undefined);
}

/** From one day to another, over Sunday where need be. */
export function daysFrom(first: number, last: number): number[] {
  const count = ((last - first + 7) % 7) + 1;
  return Array.from({ length: count }, (_, index) => ((first - 1 + index) % 7) + 1);
}
