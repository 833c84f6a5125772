import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderMarkdown } from '../../src/cli/terminal.ts';

describe('Markdown in a terminal', () => {
  it.each([
    ['**Plan 1** is _late_', '**Plan 1** is late'],
    [
      '## Plan\n\n- one\n- two\n  - three\n\n1. first\n2. second',
      'Plan\n\n• one\n• two\n  • three\n\n1. first\n2. second',
    ],
    ['a\\-b \\*c\\* &#32;d', 'a-b *c*  d'],
    ['`code` and [name](https://a.example/b)', '`code` and name (https://a.example/b)'],
    ['<https://a.example/b>', 'https://a.example/b'],
    ['```\nfirst\n  second\n```', '    first\n      second'],
    ['> said\n> twice', '│ said\n│ twice'],
    ['one\\\ntwo', 'one\ntwo'],
    ['![Gantt chart](x.png)', 'Gantt chart'],
    ['<b>raw</b>', '<b>raw</b>'],
  ])('%j is %j', (markdown, shown) => {
    expect(renderMarkdown(markdown, false)).toBe(shown);
  });

  it('is styled for somebody who sits there', () => {
    expect(renderMarkdown('**late** `code`', true)).toBe('\u001b[1mlate\u001b[22m \u001b[36mcode\u001b[39m');
  });

  it.each(['\u001b[2J', '&#27;[2J', '`\u001b]0;title\u0007`', '```\n\u009b2J\n```', '[\u001b[2J](https://a.example)'])(
    'never moves the cursor or changes the title: %j',
    (markdown) => {
      expect(renderMarkdown(markdown, false)).not.toMatch(/(?![\n\t])\p{Cc}/u);
    },
  );

  it('takes any text, however long or deep', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (markdown) => {
        expect(renderMarkdown(markdown, false)).not.toMatch(/(?![\n\t])\p{Cc}/u);
      }),
    );
    expect(renderMarkdown(`${'> '.repeat(3_000)}deep`, false)).toContain('…');
    expect(renderMarkdown('*'.repeat(100_000), false)).toHaveLength(100_000);
  });
});
