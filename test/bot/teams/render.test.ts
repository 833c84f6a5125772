import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCard } from '../../../sandbox/teams/card-rules.ts';
import { bytesOf } from '../../../src/bot/teams/card-elements.ts';
import { render } from '../../../src/bot/teams/render.ts';
import { type DecideAction, escapeMarkdown, inlineCode, type Reply } from '../../../src/core/index.ts';
import { faultsOfCard } from '../../contract/checker/adaptive-card.ts';
import { buttonIn, nodesIn, wordsOf } from './aurora.ts';

const limit = 25 * 1_024;
const action = (verdict: DecideAction['verdict'], more: Partial<DecideAction> = {}): DecideAction => ({
  verdict,
  label: verdict,
  effect: 'e'.repeat(36),
  hash: 'h'.repeat(64),
  ...more,
});
const whole: Reply = {
  tone: 'question',
  markdown: 'Open **Sell _coffee_** in `aurora/shop`?\n\n- one\n- two\n  1. deep\n\n> quoted\n\n```\na  b\n\tc\n```',
  facts: { Project: 'aurora/shop', Title: '**not bold** <at>Maria</at>' },
  diff: '--- a/x\n+++ b/x\n@@ -1 +1 @@\n-tea\n+coffee\n',
  links: [{ label: 'Details', url: 'http://localhost:7070/console/approvals/1' }],
  actions: [action('approve', { style: 'primary' }), action('reject', { style: 'danger', asksReason: true })],
  footnote: 'Run 7',
};

const sound = (card: object): void => {
  expect(faultsOfCard(card)).toEqual([]);
  expect(() => checkCard(card)).not.toThrow();
};

describe('a card', () => {
  it('shows all parts of a reply', () => {
    const { card, summary } = render(whole);
    sound(card);
    expect(wordsOf(card)).toMatchInlineSnapshot(`
      "❓ Open Sell coffee in aurora/shop?
      • one
      • two
       1. deep
      │ quoted
      a  b
      →   c
      Project: aurora/shop
      Title: **not bold** <at>Maria</at>
      --- a/x
      +++ b/x
      @@ -1 +1 @@
      -tea
      +coffee
      Run 7"
    `);
    expect(summary).toMatchInlineSnapshot(`
      "❓ Open Sell coffee in aurora/shop?
      • one
      • two
       1. deep
      │ quoted
      a  b
      →   c"
    `);
    expect(card.actions?.map(({ type, title }) => `${type} ${title}`)).toEqual([
      'Action.Execute approve',
      'Action.ShowCard reject',
    ]);
  });

  it('carries what was shown on each button, for old clients, too', () => {
    const { card } = render(whole);
    const data = { adjutant: 'decide', verdict: 'approve', effect: 'e'.repeat(36), hash: 'h'.repeat(64) };
    expect(buttonIn(card, 'approve')).toMatchObject({
      verb: 'decide',
      data,
      fallback: { type: 'Action.Submit', data },
    });
    expect(buttonIn(card, 'reject')).toMatchObject({ data: { ...data, verdict: 'reject' }, style: 'destructive' });
  });

  it.each([
    ['undo', 'This takes back what was made.'],
    ['drop', 'This leaves everything as it is now and ends the request.'],
  ] as const)('asks once more before %s', (verdict, question) => {
    const { card } = render({ tone: 'success', markdown: 'Done.', actions: [action(verdict)] });
    sound(card);
    expect(wordsOf(card.actions)).toContain(question);
  });

  it.each([
    '<at>Everyone</at> **bold** _it_ ~~no~~ `code` [link](https://evil.example) ![p](https://evil.example/p.png)',
    '<script>alert(1)</script> &lt;b&gt; &amp; {{DATE(2020-01-01T00:00:00Z, SHORT)}} $x',
    '# heading\n- list\n1. one\n> quote\n---',
    'https://evil.example mailto:x@y.z 日本語 עברית 👩‍💻 \u202Ereversed',
  ])('shows %s to the letter', (text) => {
    const { card } = render({ tone: 'neutral', markdown: `Said: ${escapeMarkdown(text)}`, facts: { Said: text } });
    sound(card);
    for (const line of text.split('\n')) expect(wordsOf(card)).toContain(line);
    expect(wordsOf(card)).toContain(`Said: ${text}`);
    const nodes = [...nodesIn(card)];
    expect(nodes.filter(({ type }) => ['TextBlock', 'FactSet', 'Image'].includes(String(type)))).toEqual([]);
    expect(nodes.filter(({ selectAction }) => selectAction)).toEqual([]);
  });

  it('leads nowhere but to the web and to mail', () => {
    const { card } = render({
      tone: 'neutral',
      markdown: '[a](javascript:alert(1)) [b](https://fine.example/)',
      links: [{ label: 'c', url: 'javascript:alert(1)' }],
    });
    const urls = [...nodesIn(card)].filter(({ type }) => type === 'Action.OpenUrl').map(({ url }) => url);
    expect(urls).toEqual(['https://fine.example/']);
  });

  it('keeps the columns of code, and tells a tab from spaces', () => {
    const { card } = render({ tone: 'neutral', markdown: `${inlineCode('a b')}\n\n\`\`\`\n\tx  y\n    z\n\`\`\`` });
    expect(wordsOf(card)).toBe('a b\n→\u00A0\u00A0\u00A0x\u00A0\u00A0y\n\u00A0\u00A0\u00A0\u00A0z');
  });

  it('folds a long diff, and shows all of it', () => {
    const lines = Array.from({ length: 80 }, (_, index) => `+line ${index}`);
    const { card } = render({ ...whole, diff: lines.join('\n') });
    sound(card);
    expect(buttonIn(card, 'Show 50 more lines')).toMatchObject({ targetElements: ['more-of-the-change'] });
    for (const line of lines) expect(wordsOf(card)).toContain(line);
    expect(wordsOf(card)).not.toContain('… ');
  });

  it('says how much of a diff is left out, and where it is', () => {
    const diff = Array.from({ length: 2_000 }, (_, index) => `+a line of the change, number ${index}`).join('\n');
    const { card } = render({ ...whole, diff });
    sound(card);
    expect(bytesOf(card)).toBeLessThanOrEqual(limit);
    const shown = wordsOf(card).match(/number \d+/g)?.length ?? 0;
    expect(shown).toBeGreaterThan(50);
    expect(wordsOf(card)).toContain(`… ${2_000 - shown} more lines: Details`);
    expect(buttonIn(card, 'approve')).toBeDefined();
  });

  it('says that a change has no room at all', () => {
    const facts = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`Fact ${index}`, 'x'.repeat(500)]));
    const { card } = render({ ...whole, markdown: 'x'.repeat(20_000), facts }, {}, 5_000);
    expect(bytesOf(card)).toBeLessThanOrEqual(5_000);
    expect(wordsOf(card)).toContain('The change has no room here. Read it before you decide: Details');
    expect(wordsOf(card)).toContain('… shortened: Details');
  });

  it('never has more than 25 KB, whatever it is about, and is always one that Teams takes', () => {
    const words = fc.string({ unit: 'binary', maxLength: 3_000 });
    const long = fc.tuple(words, fc.integer({ min: 1, max: 30 })).map(([text, times]) => text.repeat(times));
    const reply = fc.record({
      tone: fc.constantFrom('neutral', 'warning', 'success'),
      markdown: long,
      facts: fc.dictionary(fc.string({ minLength: 1, maxLength: 80 }), words, { maxKeys: 30 }),
      diff: long,
      actions: fc.constant([action('approve'), action('reject', { asksReason: true })]),
    });
    fc.assert(
      fc.property(reply, (each) => {
        const { card } = render(each as Reply, {}, limit);
        expect(bytesOf(card)).toBeLessThanOrEqual(limit);
        sound(card);
        expect(buttonIn(card, 'approve')).toBeDefined();
      }),
      { numRuns: 60 },
    );
  });
});
