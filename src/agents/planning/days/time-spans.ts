import { Temporal } from 'temporal-polyfill';
import { isWorkDayUnit, shortUnitPattern, unitCalled, unitPattern } from './time-units.ts';
import { createWorkDays } from './work-days.ts';

/** From one on. */
const numerals: readonly (readonly string[])[] = [
  'one two three four five six seven eight nine ten eleven twelve',
  'ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf',
  'una dos tres cuatro cinco seis siete ocho nueve diez once doce',
  'une deux trois quatre cinq six sept huit neuf dix onze douze',
  'un due tre quattro cinque sei sette otto nove dieci undici dodici',
  'een twee drie vier vijf zes zeven acht negen tien elf twaalf',
  'um duas três quatro cinco seis sete oito nove dez onze doze',
  'одну две три четыре пять шесть семь восемь девять десять',
  '一 二 三 四 五 六 七 八 九 十',
].map((line) => line.split(' '));
const others: Readonly<Record<string, number>> = {
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  sixty: 60,
  ninety: 90,
  'half a': 0.5,
  'half an': 0.5,
  'ein halber': 0.5,
  'einen halben': 0.5,
  'a couple of': 2,
  两: 2,
  兩: 2,
};

const longestFirst = [...numerals.flat(), ...Object.keys(others)].toSorted((a, b) => b.length - a.length);
/** `six`, `a couple of`, `half a`, `zwei`, `6`. */
export const countPattern = `(?:\\d{1,4}(?:[.,]\\d)?|${longestFirst.join('|')}|a|an|eine[rmns]?)`;

export function countOf(words: string): number {
  const text = words.toLowerCase();
  if (/^\d/.test(text)) return Number(text.replace(',', '.'));
  const place = Math.max(...numerals.map((line) => line.indexOf(text)));
  return others[text] ?? (place >= 0 ? place + 1 : 1);
}

/** Behind a word that announces it, or at the end of a line: `one week sprint` is a name. */
export const worded = new RegExp(
  `(?:(?<![\\p{L}])(?:for|takes?|lasts?|lasting|needs?|within|to|für|durante|por|pendant|per|en|dans|tra|in)\\s+(?:about |around )?(${countPattern})[ -]?(${unitPattern})|(?:[:,(–-]\\s*|\\s)(${countPattern})[ -]?(${unitPattern})\\)?(?=\\s*(?:$|[,(@|–—])))`,
  'iu',
);

const span = new RegExp(
  `^(?:the next |next |about |around |den nächsten |etwa )?(${countPattern})[ -]?(${shortUnitPattern})`,
  'iu',
);

/** `3 weeks`, `a month`, `sechs Wochen`, `10 working days`: counted from a day. */
export function readSpan(text: string, from: string): { date: string; length: number } | undefined {
  const [found, count = '', unit = ''] = span.exec(text) ?? [];
  // “in 3D” is no time.
  if (found === undefined || /^[23]D$/.test(found)) return undefined;
  const number = countOf(count);
  if (isWorkDayUnit(unit)) return { date: createWorkDays(from).at(Math.round(number)), length: found.length };
  const { add, days } = unitCalled(unit);
  const length = Number.isInteger(number) ? add(number) : { days: Math.round(number * days) };
  return {
    date: Temporal.PlainDate.from(from).add(length).toString(),
    length: found.length,
  };
}
