import { AppError } from '../errors.ts';
import { isSmall } from './choose.ts';
import { isSame, wordsOf } from './word-forms.ts';

const number = /(?<![\w.-])#?(\d{1,9})(?![\w-]|\.\d)/;
const path = /(?<!\S)[a-z][\w.-]*(?:\/[\w.-]*\w)+(?!\S)/i;
const spare = /^(?:and|number|no|please|back)$/;

export interface NumberWords {
  /** The field that the number belongs to. */
  field: string;
  /** What may be said around it. */
  nouns: readonly string[];
  takesProject?: boolean;
  /** It may be left out. Otherwise words without a number name nothing, and what is missing is asked for. */
  isOptional?: boolean;
}

/** `3`, `plan 3 of aurora/shop, please`: one number among small words. What else was said is asked back, and not lost. */
export function numberInWords(
  words: string,
  { field, nouns, takesProject, isOptional }: NumberWords,
): Record<string, unknown> {
  const project = takesProject ? path.exec(words)?.[0] : undefined;
  const left = project === undefined ? words : words.replace(project, ' ');
  const found = number.exec(left);
  if (!found && !isOptional) return {};
  const isSpare = (word: string): boolean =>
    isSmall(word) || spare.test(word) || nouns.some((noun) => isSame(noun, word));
  const unread = wordsOf(found ? left.replace(found[0], ' ') : left).filter((word) => {
    const bare = word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
    return bare !== '' && !isSpare(bare);
  });
  if (unread.length > 0) throw notUsed(unread.join(' '));
  return { ...(project === undefined ? {} : { project }), ...(found ? { [field]: Number(found[1]) } : {}) };
}

const notUsed = (unread: string): AppError =>
  new AppError(
    'input.invalid',
    `I did not understand “${unread.slice(0, 200)}”, so nothing was done. Leave it out, or put it behind a semicolon if it is a request of its own.`,
  );
