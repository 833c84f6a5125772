import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { literal, toMrkdwn } from '../../../src/bot/slack/mrkdwn.ts';
import { escapeMarkdown } from '../../../src/core/index.ts';

const shown = (markdown: string): string => toMrkdwn(markdown).join('\n\n');

describe('CommonMark for Slack', () => {
  it.each([
    ['**bold** and *slanted*', '*bold* and _slanted_'],
    ['half**bold**word', 'half\u200B*bold*\u200Bword'],
    ['# Heading **bold**', '*Heading bold*'],
    ['`a < b & c`', '`a &lt; b &amp; c`'],
    ['`` a ` b ``', '`a ˋ b`'],
    ['```ts\nconst a = `x`;\n```', '```\nconst a = `x`;\n```'],
    ['````\n```\n````', '```\nˋˋˋ\n```'],
    ['- one\n- two\n  - three', '• one\n• two\n    • three'],
    ['3. three\n4. four', '3. three\n4. four'],
    ['> said\n> twice', '> said\n> twice'],
    ['[docs](https://example.com/a?b=1&c=2)', '<https://example.com/a?b=1&amp;c=2|docs>'],
    ['[a|b>c](https://example.com/x%7Cy)', '<https://example.com/x%7Cy|a|b&gt;c>'],
    ['[bad](javascript:alert(1))', 'bad'],
    ['![a picture](https://example.com/leak.png)', 'a picture'],
    ['<b>raw</b>', '&lt;b&gt;raw&lt;/b&gt;'],
    ['a\\\nb', 'a\nb'],
    ['---', '———'],
  ])('%j becomes %j', (markdown, mrkdwn) => expect(shown(markdown)).toBe(mrkdwn));

  it.each([
    ['<!channel>', '&lt;!channel&gt;'],
    ['a ``` b', 'a ˋˋˋ b'],
    ['<!here|here>', '&lt;!here|here&gt;'],
    ['<@U0AURMARIA>', '&lt;@U0AURMARIA&gt;'],
    ['<https://evil.example|trust me>', '&lt;https://evil.example|trust me&gt;'],
    ['@here and @Channel and @everyone', '@\u200Bhere and @\u200BChannel and @\u200Beveryone'],
    ['me@heretic.example', 'me@heretic.example'],
    ['*not bold* _nor this_ ~nor~ `nor`', '∗not bold* ˍnor this_ ∼nor~ ˋnor`'],
    ['snake_case_name and 2*3*4', 'snake_case_name and 2*3*4'],
    ['src/** or *.md', 'src/** or *.md'],
  ])('keeps the outside text %j from doing anything', (text, mrkdwn) => {
    expect(literal(text)).toBe(mrkdwn);
    expect(shown(escapeMarkdown(text))).toBe(mrkdwn);
  });

  it('lets no text make a link, a mention or a call of its own', () => {
    const nasty = fc.stringMatching(/^[<>!@#|&*`a-z\n[\]() ]{0,60}$/);
    fc.assert(
      fc.property(nasty, (text) => {
        const control = shown(text)
          .replace(/<(https?|mailto):[^<>|]*\|[^<>]*>/g, '')
          .replace(/^> /gm, '');
        expect(control).not.toMatch(/<|@(here|channel|everyone)\b/);
      }),
    );
  });
});
