import { AppError } from '../../core/index.ts';

/** Where a post is announced by what stands behind it. */
export interface Place {
  channel?: string;
  /** What else stands there. */
  rest: string;
}

export interface QuotedPost extends Place {
  text: string;
}

const quotedFirst =
  /^(?:(?:this|it|the (?:text|post|tweet))\s{0,3}:?\s{0,3})?(?:"([^"]*)"|“([^”]*)”|‘([^’]*)’|«([^»]*)»|„([^“”]*)[“”])(?=[\s,.;:–-])([\s\S]*)$/i;
const joint =
  '^[\\s,;.:–-]*(?:(?:and|but|then|please|to|on X|on Twitter|now|right now|at once|thanks|thank you)\\b[\\s,;.:–-]*){0,6}';
const spare = new RegExp(`${joint}$`, 'i');
const quiet = new RegExp(
  `${joint}(?:(?:with )?no announcements?|without (?:an? |any |the )?announcements?|without announcing(?: it)?|unannounced|silently|quietly|(?:do not|don['’]t) (?:announce|tell)(?: it| anybody| anyone)?(?: anywhere)?)(?![\\p{L}\\p{N}])`,
  'iu',
);
const channel = new RegExp(
  `${joint}(?:(?:(?:announce|tell|post|share)(?: it| that)?|announcement|announced)\\s+)?(?:(?:also )?(?:in|to|into|for)\\s+)?(?:the\\s+)?(?:channel\\s+)?(<#[A-Z0-9]+(?:\\|[^>]*)?>|#[\\p{L}\\p{N}_-]{1,80})(?![\\p{L}\\p{N}])`,
  'iu',
);

const excerpt = (text: string): string => text.trim().slice(0, 120);

export function placeIn(behind: string): Place {
  const isQuiet = quiet.test(behind);
  const [said, named] = (isQuiet ? quiet : channel).exec(behind) ?? [''];
  const left = behind.slice(said.length);
  const where = isQuiet ? 'none' : named;
  return { ...(where === undefined ? {} : { channel: where }), rest: spare.test(left) ? '' : left };
}

/** A post in quotes, and where it is announced by what stands behind it; undefined for words that do not begin with quotes. */
export function quotedPost(words: string): QuotedPost | undefined {
  const found = quotedFirst.exec(words.trim());
  const text = found?.slice(1, 6).find((inside) => inside !== undefined);
  return text === undefined || text.trim() === '' ? undefined : { text, ...placeIn(found?.[6] ?? '') };
}

/** What stands behind a text in quotes is no part of it, and not left out in silence. */
export const notRead = ({ rest }: Place): AppError =>
  new AppError(
    'input.invalid',
    `Behind the text in quotes stands “${excerpt(rest.replace(/^[\s,;]+/, ''))}”, which I cannot read, so nothing was begun. There may stand a channel (“in #general”) or “no announcement”, and a time for a post that is scheduled. If all of it is the post, put all of it in quotes of another kind: “…”.`,
    { fields: { text: 'is followed by words that I cannot read' } },
  );
