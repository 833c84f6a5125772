import {
  Chrono,
  de,
  en,
  es,
  fr,
  it,
  ja,
  nl,
  type ParsedComponents,
  type ParsedResult,
  type Parser,
  pt,
  ru,
  zh,
} from 'chrono-node';

/**
 * A row of lengths (“3 weeks 2 days 4 hours”) is one to the library, of up to eleven, with blanks that its patterns can divide
 * between them in several ways: a few words took it seconds, and each more five times as long. Nobody writes more than three.
 */
const longRow = /\{0,10\}/g;

const tamedPatterns = new Map<string, RegExp>();

function tamed(pattern: RegExp): RegExp {
  const key = `${pattern.flags} ${pattern.source}`;
  const known = tamedPatterns.get(key) ?? new RegExp(pattern.source.replace(longRow, '{0,2}'), pattern.flags);
  tamedPatterns.set(key, known);
  return known;
}

const tame = (parser: Parser): Parser => ({
  pattern: (context) => tamed(parser.pattern(context)),
  extract: (context, match) => parser.extract(context, match),
});

const tameAll = ({ parsers, refiners }: Chrono): Chrono => new Chrono({ parsers: parsers.map(tame), refiners });

const libraries = {
  de: tameAll(de.casual),
  en: tameAll(en.casual),
  es: tameAll(es.casual),
  fr: tameAll(fr.casual),
  it: tameAll(it.casual),
  ja: tameAll(ja.casual),
  nl: tameAll(nl.casual),
  pt: tameAll(pt.casual),
  ru: tameAll(ru.casual),
  zh: tameAll(zh.hans.casual),
};

export type WrittenLanguage = keyof typeof libraries;
/** All in which days are read. */
export const writtenLanguages = Object.keys(libraries) as readonly WrittenLanguage[];
/** A day or time that a text speaks of, and where. */
export type WrittenMoment = ParsedResult;
/** What of it is said, and what follows from now. */
export type MomentParts = ParsedComponents;

export interface MomentOptions {
  /** Left out where only matters where in the text moments stand. */
  now?: Date;
  language?: WrittenLanguage;
  /** What may be past or to come is to come. */
  isAhead?: boolean;
  /** Of the place that the text speaks of, from UTC. */
  offsetMinutes?: number;
}

/** The days and times that words name, in the order in which they stand there. */
export function writtenMoments(text: string, options: MomentOptions = {}): WrittenMoment[] {
  const { now, language = 'en', isAhead = false, offsetMinutes = 0 } = options;
  const reference = now && { instant: now, timezone: offsetMinutes };
  return libraries[language].parse(text, reference, { forwardDate: isAhead });
}
