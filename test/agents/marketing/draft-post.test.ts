import fc from 'fast-check';
import twitterText from 'twitter-text';
import { describe, expect, it, vi } from 'vitest';
import { capability } from '../../../src/agents/marketing/draft-post.ts';
import { weightedLength } from '../../../src/agents/marketing/post-text.ts';
import { isAppError, parse } from '../../../src/core/index.ts';
import { contextOf } from '../context.ts';

interface Drafts {
  drafts: { style: string; text: string; length: number }[];
  note: string;
}
const draft = async (input: object): Promise<Drafts> =>
  parse(capability.output, await capability.run(parse(capability.input, input), contextOf({}))) as Drafts;
const textsOf = async (input: object): Promise<string[]> => (await draft(input)).drafts.map(({ text }) => text);

describe('marketing.draft-post', () => {
  it('says the same in several ways, with its own words, links and hashtags', async () => {
    expect(
      await textsOf({
        brief:
          'Please write a post saying that our new warehouse dashboard is live. It cuts a count from 3 hours to 20 minutes. Managers see stock in real time. https://example.com/dashboard #logistics',
        tone: 'friendly',
      }),
    ).toMatchInlineSnapshot(`
      [
        "Our new warehouse dashboard is live. It cuts a count from 3 hours to 20 minutes. Managers see stock in real time.

      https://example.com/dashboard
      #logistics",
        "Good news: Our new warehouse dashboard is live. It cuts a count from 3 hours to 20 minutes. Managers see stock in real time.

      https://example.com/dashboard
      #logistics",
        "Our new warehouse dashboard is live.

      • It cuts a count from 3 hours to 20 minutes
      • Managers see stock in real time

      https://example.com/dashboard
      #logistics",
        "Our new warehouse dashboard is live.

      https://example.com/dashboard
      #logistics",
      ]
    `);
  });

  it('makes sentences of a thing', async () => {
    expect(
      await textsOf({ brief: 'write a tweet about our new website example.com', tone: 'bold' }),
    ).toMatchInlineSnapshot(`
      [
        "Announcing our new website example.com!",
        "Big news: our new website example.com!",
        "Mark this: our new website example.com!",
      ]
    `);
  });

  it('says whom it is for', async () => {
    const brief = 'Hiring: two Rust engineers in Malmö. We pay 60 to 75 thousand euros. https://example.com/jobs';
    expect(await textsOf({ brief, audience: 'engineers' })).toMatchInlineSnapshot(`
      [
        "Hiring: two Rust engineers in Malmö. We pay 60 to 75 thousand euros.

      https://example.com/jobs",
        "This is for engineers. Hiring: two Rust engineers in Malmö. We pay 60 to 75 thousand euros.

      https://example.com/jobs",
        "We pay 60 to 75 thousand euros. Hiring: two Rust engineers in Malmö.

      https://example.com/jobs",
        "Hiring: two Rust engineers in Malmö.

      https://example.com/jobs",
      ]
    `);
  });

  it.each([
    [
      'German',
      'Unser neues Lager in Hamburg ist offen. Wir liefern jetzt in 24 Stunden.',
      'Unser neues Lager in Hamburg ist offen.',
    ],
    ['Japanese', '新しい倉庫を公開しました。在庫を確認できます。', '新しい倉庫を公開しました。'],
    ['Arabic', 'مرحبا بكم في متجرنا الجديد', 'مرحبا بكم في متجرنا الجديد'],
    ['Russian', 'Мы открыли новый склад', 'Мы открыли новый склад'],
  ])('keeps a brief in %s in its own words', async (_what, brief, lead) => {
    const { drafts } = await draft({ brief, tone: 'friendly' });
    expect(drafts.length).toBeGreaterThanOrEqual(3);
    for (const { text } of drafts) {
      expect(text).toContain(lead);
      expect(text.replaceAll(/\s/g, '').replace(/^[\p{Extended_Pictographic}]+/u, '')).not.toMatch(
        /news|announc|share|note/i,
      );
    }
  });

  it('cuts a long brief at the end of a clause, and says so', async () => {
    const brief = `The story of our warehouse, which began in 1987 in a garage, went through four moves, ${'and many more adventures '.repeat(12)}ends here.`;
    const { drafts, note } = await draft({ brief, link: 'https://example.com/story' });
    expect(note).toMatch(/more than fits into one post/);
    for (const { text } of drafts) expect(text).toMatch(/…\n\nhttps:\/\/example\.com\/story$/);
  });

  it.each<[string, object, RegExp]>([
    ['no words', { brief: '  ' }, /has no words\. Say in a sentence/],
    ['only signs', { brief: '🎉 !!' }, /has no words/],
    ['only a link', { brief: 'https://example.com' }, /has no words/],
    ['5,000 words', { brief: 'word '.repeat(5_000) }, /brief: is longer than 5000 characters; say in a few sentences/],
    ['a link that is none', { brief: 'Hello', link: 'nowhere' }, /“nowhere” is no address on the web\. Write it as/],
    ['a script for a link', { brief: 'Hello', link: 'javascript:alert(1)' }, /no address on the web/],
    [
      'a hashtag of two words',
      { brief: 'Hello', hashtags: ['big sale'] },
      /no.* make a hashtag of “big sale”\. Use letters/,
    ],
    ['a hashtag of digits', { brief: 'Hello', hashtags: ['2026'] }, /hashtag of “2026”/],
    [
      'too many hashtags',
      { brief: 'Hello', hashtags: Array.from({ length: 11 }, (_, at) => `tag${at}`) },
      /more than 10/,
    ],
    [
      'hashtags that leave no room',
      { brief: 'Hello', hashtags: ['a', 'b', 'c'].map((sign) => sign.repeat(99)) },
      /leave no room in the 280/,
    ],
    ['an unknown tone', { brief: 'Hello', tone: 'angry' }, /tone/],
  ])('refuses %s and says what to do', async (_what, input, words) => {
    await expect(draft(input)).rejects.toThrow(words);
  });

  it('fits, counts as X does, holds every link and hashtag, and never says the same twice', async () => {
    const sentence = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 160 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(sentence, { minLength: 1, maxLength: 6 }),
        fc.constantFrom('neutral', 'friendly', 'bold', 'formal'),
        async (sentences, tone) => {
          const brief = sentences.join('. ').replaceAll('\0', '');
          const found = await draft({ brief, tone, link: 'https://example.com/a', hashtags: ['aurora'] }).catch(
            (error: unknown) => {
              expect(isAppError(error)).toBe(true);
              return { drafts: [] };
            },
          );
          const texts = found.drafts.map(({ text }) => text);
          expect(new Set(texts).size).toBe(texts.length);
          expect(texts.length).toBeLessThanOrEqual(4);
          for (const { text, length } of found.drafts) {
            expect(length).toBe(weightedLength(text));
            expect(length).toBeLessThanOrEqual(280);
            expect(text).toContain('https://example.com/a');
            expect(text).toMatch(/#aurora/i);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it.each([
    ['letters', 'a.'.repeat(2_500)],
    ['digits', '1.1.'.repeat(1_250)],
    ['short sentences', 'We sell tea. '.repeat(380)],
  ])('weighs little of a very long brief of %s', async (_what, brief) => {
    const weigh = vi.spyOn(twitterText, 'parseTweet');
    await draft({ brief, tone: 'bold' }).catch((error: unknown) => expect(isAppError(error)).toBe(true));
    const weighed = weigh.mock.calls.map(([text]) => text.length);
    weigh.mockRestore();
    expect(Math.max(0, ...weighed)).toBeLessThanOrEqual(1_000);
    expect(weighed.length).toBeLessThan(1_000);
  });

  it('keeps the room for a sentence with a very long link in it', async () => {
    const link = `https://example.com/${'a'.repeat(1_500)}`;
    const [text] = await textsOf({ brief: `Read it at ${link} before Monday.` });
    expect(text).toBe(`Read it at ${link} before Monday.`);
  });

  it('leaves no joint behind without its link, and takes an appeal for a sentence', async () => {
    const [links] = await textsOf({ brief: 'Check this out: https://example.com/a and https://example.org' });
    expect(links).toMatch(/a and https:\/\/example\.org/);
    const [appeal] = await textsOf({ brief: 'say hello to our new colleague' });
    expect(appeal).toBe('Say hello to our new colleague.');
  });

  it('takes free words as they are', () => {
    expect(capability.fromWords?.('our shop is open')).toEqual({ brief: 'our shop is open' });
  });

  it('shows each draft to the letter, with its length', () => {
    const drafts = [{ style: 'Straight', text: 'Our *shop* is open. ``` #x', length: 26 }];
    expect(capability.present({ drafts, note: '', at: '', when: '' })).toMatchInlineSnapshot(`
      {
        "markdown": "**1. Straight** · 26 of 280

      \`\`\`\`
      Our *shop* is open. \`\`\` #x
      \`\`\`\`

      To publish one: \`/adjutant post publish-post text="…"\`. Somebody else approves it first.",
      }
    `);
  });
});
