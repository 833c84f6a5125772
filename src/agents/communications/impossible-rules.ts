import { type Reader, refuse, restOf } from './rule-draft.ts';

/** What is said in words that are understood, and cannot be had. */
const impossible: readonly (readonly [RegExp, string])[] = [
  [
    /^(hourly|stundlich)( |$)|^(hours?|minutes?|mins?|stunden?|minuten?|horas|minutos|twice)( |$)/,
    'It comes at most once a day, at one time.',
  ],
  [
    /^(monthly|months?|monatlich|monat[es]?|mes|mensual|mensualmente|mois|mensuel|quarterly|quarters?|first|last|erste[nrs]?|letzte[nrs]?|yearly|years?|annually|\d+(st|nd|rd|th))( |$)/,
    'It goes by days of the week, not of the month: for example “every 4 weeks on Monday at 9:00”.',
  ],
  [/^(once|today|tomorrow|heute|einmal|hoy|demain|tonight)( |$)/, 'It comes again and again, not once.'],
  [
    /^(except|excluding|but|not|without|ausser|excepto|menos|sauf|holidays?|feiertage?n?|unless)( |$)/,
    'Exceptions are not known: name the days on which it shall come.',
  ],
  [/^(other|\d+) (days|tage|dias|jours)( |$)|^other day( |$)/, 'Name the days of the week on which it shall come.'],
  [/^(local|my|our|their)( |$)/, 'Name the city whose time is meant, such as Berlin.'],
  [/^(half|quarter|halb|viertel)( |$)/, 'Write the time in figures, such as 8:30.'],
  [
    /^(evenings?|afternoons?|nights?|abends?|nachmittags?|nachts|noche|noches|tarde|tardes|soirs?)( |$)/,
    'Write the time in figures, such as 17:00.',
  ],
];

export const readImpossible: Reader = (words, at) => {
  const rest = restOf(words, at);
  for (const [pattern, why] of impossible) {
    const found = pattern.exec(rest);
    if (found) throw refuse(`“${found[0].trim()}” cannot be had. ${why}`);
  }
  return 0;
};
