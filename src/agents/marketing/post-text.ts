import twitterText from 'twitter-text';
import { AppError } from '../../core/index.ts';

/** What X takes, in its own counting. */
export const maxPostLength = 280;
/** What may be typed at all; more is refused before it is counted. */
export const maxTypedLength = 10_000;
/** Far too long in any counting: finding the links in it would take long and change nothing. */
const maxCounted = 2_000;
/** Among how many of the latest posts a double is looked for. */
export const recentPosts = 100;

/** As X counts: a link is 23, an emoji 2, letters of most scripts 1, Chinese, Japanese and Korean ones 2. */
export const weightedLength = (text: string): number => twitterText.parseTweet(text).weightedLength;

const refuse = (message: string): AppError => new AppError('input.invalid', message, { fields: { text: message } });

const tooLong = (length: string, over: string): AppError =>
  refuse(`The post counts ${length} in X's counting, and ${maxPostLength} are allowed. Shorten it by ${over}.`);

/** The text as it will stand on X, and how long X finds it. Throws why X would refuse it. */
export function readPostText(typed: string): { text: string; length: number } {
  const text = typed.replace(/\r\n?/g, '\n').trim().normalize('NFC');
  if (text === '') throw refuse('The post is empty. Write what it should say.');
  if (text.length > maxCounted) throw tooLong(`about ${text.length}`, `about ${text.length - maxPostLength}`);
  const { weightedLength: length, valid } = twitterText.parseTweet(text);
  if (length > maxPostLength) throw tooLong(String(length), String(length - maxPostLength));
  if (!valid) throw refuse('The post holds a character that X does not take. Type it anew, without pasting.');
  return { text, length };
}

/** What two texts have in common when they are the same post: X trims, joins blanks, and adds what a link has left out. */
export const sameness = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/https?:\/\//gi, '')
    .replace(/\/(?=\s|$)/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** Behind a text in quotes: said to us, and not to who reads it. */
const manners = /(?<=["”’'»“])[\s,]{0,9}(?:please|thanks|thank you)[\s.!]{0,9}$/i;

/** A pair of quotes around all that was typed is not meant. */
export const withoutQuotes = (words: string): string => {
  const found = /^(?:"([^"]*)"|“([^”]*)”|'([^']*)'|‘([^’]*)’|«([^»]*)»|„([^“”]*)[“”])$/su.exec(
    words.trim().replace(manners, ''),
  );
  return found?.slice(1).find((inside) => inside !== undefined) ?? words.trim();
};
