import type { Tone } from './drafts.ts';

const toneWords: Readonly<Record<Tone, string>> = {
  neutral: 'neutral|plain|factual|sober|simple',
  friendly: 'friendly|warm|casual|cheerful|nice|happy|informal|relaxed',
  bold: 'bold|exciting|excited|punchy|loud|catchy|enthusiastic|energetic',
  formal: 'formal|professional|serious|official|businesslike',
};
/** Wishes that no draft can fulfil: its words are the asker's own. */
const others =
  'funny|witty|humorous|sarcastic|ironic|poetic|emotional|inspiring|viral|cool|short|long|clever|sad|angry';
const any = `${Object.values(toneWords).join('|')}|${others}`;
const posts = '(?:posts?|tweets?|drafts?|announcements?|something)';
const beforePost = new RegExp(
  `^((?:please )?(?:(?:write|draft|make|create) )?(?:me |us )?(?:an? )?)(${any}) (?=${posts}\\b)`,
  'i',
);
const something = new RegExp(
  `^((?:please )?(?:(?:write|draft|make|create) )?something )(${any}) (?=about\\b|on\\b)`,
  'i',
);
const atEnd = new RegExp(
  `[\\s,;.(–-]+(?:please )?(?:(?:in|with) (?:an? )?(${any}) (?:tone|voice|style|way)|(?:make it|keep it|sound(?:ing)?) (${any}))[\\s.!)]*$`,
  'i',
);

export interface ToneInWords {
  words: string;
  tone?: Tone;
  /** A wish that is no tone there is. */
  unknown?: string;
}

function named(word: string): Pick<ToneInWords, 'tone' | 'unknown'> {
  const entry = Object.entries(toneWords).find(([, all]) => new RegExp(`^(?:${all})$`, 'i').test(word));
  return entry ? { tone: entry[0] as Tone } : { unknown: word.toLowerCase() };
}

const bareEnd = new RegExp(`,\\s{0,3}(${Object.values(toneWords).join('|')})[\\s.!]{0,9}$`, 'i');

/** `…, formal`: at the end of an order. */
export function toneAtEnd(text: string): { words: string; tone: Tone } | undefined {
  const found = bareEnd.exec(text);
  const { tone } = named(found?.[1] ?? '');
  return found && tone ? { words: text.slice(0, found.index), tone } : undefined;
}

/** `a friendly tweet about …`, `… in a formal tone`: how it should sound, taken off the words. */
export function takeTone(text: string): ToneInWords {
  const end = atEnd.exec(text);
  if (end) return { ...takeTone(text.slice(0, end.index)), ...named(end[1] ?? end[2] ?? '') };
  const pattern = [beforePost, something].find((each) => each.test(text));
  const word = pattern?.exec(text)?.[2];
  if (!pattern || word === undefined) return { words: text };
  return { words: text.replace(pattern, '$1'), ...named(word) };
}
