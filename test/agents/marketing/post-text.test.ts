import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import twitterText from 'twitter-text';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readPostText, sameness, weightedLength, withoutQuotes } from '../../../src/agents/marketing/post-text.ts';

interface Case {
  description: string;
  text: string;
  expected: unknown;
}
const suite = (file: string): Record<string, Case[]> => {
  const text = readFileSync(new URL(`../../fixtures/twitter-text/${file}.yml`, import.meta.url), 'utf8');
  return (parse(text) as { tests: Record<string, Case[]> }).tests;
};
const [validate, extract] = [suite('validate'), suite('extract')];
const casesOf = (all: Record<string, Case[]>, name: string) =>
  (all[name] ?? []).map(({ description, text, expected }) => [description, text, expected] as const);

/** Everything that X counts with: the library that the product counts with, against X's own published cases. */
describe('X’s own cases', () => {
  it('are all there', () => {
    const names = ['WeightedTweetsCounterTest', 'WeightedTweetsWithDiscountedEmojiCounterTest'];
    expect(names.map((name) => validate[name]?.length)).toEqual([20, 22]);
    expect(['urls', 'mentions', 'hashtags'].map((name) => extract[name]?.length)).toEqual([91, 23, 65]);
  });

  it.each(casesOf(validate, 'WeightedTweetsCounterTest'))('weigh without emoji: %s', (_what, text, expected) => {
    expect(twitterText.parseTweet(text, twitterText.configs.version2)).toEqual(expected);
  });

  it.each(casesOf(validate, 'WeightedTweetsWithDiscountedEmojiCounterTest'))('weigh: %s', (_what, text, expected) => {
    expect(twitterText.parseTweet(text)).toEqual(expected);
    expect(weightedLength(text)).toBe(new Map(Object.entries(expected as object)).get('weightedLength'));
  });

  it.each(casesOf(validate, 'UnicodeDirectionalMarkerCounterTest'))('weigh directions: %s', (_what, text, expected) => {
    expect(twitterText.parseTweet(text)).toEqual(expected);
  });

  it.each([...casesOf(extract, 'urls'), ...casesOf(extract, 'tco_urls_with_params')])(
    'links: %s',
    (_what, text, expected) => {
      expect(twitterText.extractUrls(text)).toEqual(expected);
    },
  );

  it.each([...casesOf(extract, 'urls_with_indices'), ...casesOf(extract, 'urls_with_directional_markers')])(
    'places of links: %s',
    (_what, text, expected) => {
      expect(twitterText.extractUrlsWithIndices(text)).toEqual(expected);
    },
  );

  it.each([...casesOf(extract, 'hashtags'), ...casesOf(extract, 'hashtags_from_astral')])(
    'hashtags: %s',
    (_what, text, expected) => {
      expect(twitterText.extractHashtags(text)).toEqual(expected);
    },
  );

  it.each(casesOf(extract, 'hashtags_with_indices'))('places of hashtags: %s', (_what, text, expected) => {
    expect(twitterText.extractHashtagsWithIndices(text)).toEqual(expected);
  });

  it.each(casesOf(extract, 'mentions'))('names: %s', (_what, text, expected) => {
    expect(twitterText.extractMentions(text)).toEqual(expected);
  });

  it.each(casesOf(extract, 'mentions_with_indices'))('places of names: %s', (_what, text, expected) => {
    const found = twitterText.extractMentionsWithIndices(text);
    expect(found.map(({ screenName, indices }) => ({ screen_name: screenName, indices }))).toEqual(expected);
  });

  it.each(casesOf(extract, 'mentions_or_lists_with_indices'))('places of lists: %s', (_what, text, expected) => {
    const found = twitterText.extractMentionsOrListsWithIndices(text);
    expect(
      found.map(({ screenName, listSlug, indices }) => ({ screen_name: screenName, list_slug: listSlug, indices })),
    ).toEqual(expected);
  });
});

describe('the text of a post', () => {
  it.each([
    ['as it is', 'Hello', { text: 'Hello', length: 5 }],
    ['without blanks around it', ' \n Hello\r\nworld \n', { text: 'Hello\nworld', length: 11 }],
    ['with links of 23', `${'x'.repeat(256)} https://example.com/${'y'.repeat(200)}`, { length: 280 }],
    ['in a script that counts double', 'の'.repeat(140), { length: 280 }],
    ['with a family of 2', '👨‍👩‍👧‍👦'.repeat(140), { length: 280 }],
  ])('is read %s', (_what, typed, expected) => {
    expect(readPostText(typed)).toMatchObject(expected);
  });

  it.each([
    ['nothing', '', /is empty\. Write what/],
    ['blanks', ' \n\t ', /is empty/],
    ['one too many', 'x'.repeat(281), /counts 281 in X's counting, and 280 are allowed\. Shorten it by 1\./],
    ['too many of a script that counts double', 'の'.repeat(150), /counts 300 .* Shorten it by 20\./],
    ['5,000 words', 'word '.repeat(1_900), /about 9499 .* Shorten it by about 9219\./],
    ['a character that X refuses', 'Hello\uFFFE', /a character that X does not take/],
  ])('is refused when it is %s', (_what, typed, words) => {
    expect(() => readPostText(typed)).toThrow(words);
  });

  it('is the same whatever X does with blanks and with links', () => {
    expect(sameness('Read https://example.com/ now\n\nplease ')).toBe(sameness('Read  http://example.com now please'));
    expect(sameness('Read example.com/a')).not.toBe(sameness('Read example.com/b'));
  });

  it('is read the same again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 }), (typed) => {
        if (/^\s*$/.test(typed) || !typed.isWellFormed()) return;
        const { text, length } = readPostText(`a${typed}`.slice(0, 120));
        expect(readPostText(text)).toEqual({ text, length });
        expect(sameness(sameness(text))).toBe(sameness(text));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['"Hello"', 'Hello'],
    ['“Hello”', 'Hello'],
    ['Say "Hello"', 'Say "Hello"'],
    ['"Yes" and "no"', '"Yes" and "no"'],
  ])('said as %s is %s', (typed, text) => {
    expect(withoutQuotes(typed)).toBe(text);
  });
});
