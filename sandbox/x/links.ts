import { createHash } from 'node:crypto';
import twitterText from 'twitter-text';
import type { LinkRow } from './state.ts';

/** As X answers a text. */
const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const codePoints = (text: string): number => [...text].length;

const shortened = (post: string, index: number): string => {
  const code = createHash('sha256').update(`${post} ${index}`).digest('base64url').replace(/[-_]/g, '').slice(0, 10);
  return `https://t.co/${code}`;
};

const withProtocol = (url: string): string => (/^https?:\/\//i.test(url) ? url : `http://${url}`);

/** Every link becomes one of X's own, of 23 characters, wherever it leads. */
export function shortenLinks(post: string, written: string): { text: string; links: LinkRow[] } {
  const links: LinkRow[] = [];
  let [text, end] = ['', 0];
  for (const [index, found] of twitterText.extractUrlsWithIndices(written).entries()) {
    text += escapeText(written.slice(end, found.indices[0]));
    const url = shortened(post, index);
    const start = codePoints(text);
    text += url;
    links.push({ start, end: start + codePoints(url), url, expanded: withProtocol(found.url) });
    end = found.indices[1];
  }
  return { text: text + escapeText(written.slice(end)), links };
}

/** What counts as the same post again. */
export const sameness = (written: string): string => written.normalize('NFC').replace(/\s+/g, ' ').trim();

export const weightOf = (written: string): number => twitterText.parseTweet(written).weightedLength;
