import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeMarkdown } from '../../src/core/index.ts';
import { renderCodeSpans, renderMarkdown, summaryOf } from '../../src/http/markdown.ts';

const shown = (markdown: string): string => String(renderMarkdown(markdown));
const allowed =
  /<(?:\/?(?:p|strong|em|code|pre|ul|li|blockquote|h3|h4|h5|ol)|ol start="\d+"|hr|br|\/a|a href="(?:https?:|\/)[^"<>]*" rel="noopener noreferrer nofollow"(?: title="[^"<>]*")?)>/g;
/** What is left of HTML when every tag that may be there is taken away. */
const rest = (html: string): string => html.replace(allowed, '');

/** Texts in which what is special to Markdown and HTML is common. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '<script>',
        '</p>',
        '<img src=x onerror=alert(1)>',
        '"',
        "'",
        '&lt;',
        '<!--',
        '\n\n',
        '\n> ',
        '- ',
        '1. ',
      ),
      fc.constantFrom(
        '[a](javascript:alert(1))',
        '![x](http://e)',
        '<http://a.b>',
        '[x]: /y "<b>"\n',
        '`',
        '```\n',
        '**',
        '\\',
        '&#60;',
      ),
      fc.string(),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe('renderMarkdown', () => {
  it.each([
    ['**a** _b_ `c`', '<p><strong>a</strong> <em>b</em> <code>c</code></p>'],
    ['- a\n- b', '<ul><li>a</li><li>b</li></ul>'],
    ['3. a', '<ol start="3"><li>a</li></ol>'],
    ['```\n<b>\n```', '<pre><code>&lt;b&gt;</code></pre>'],
    ['# a', '<h3>a</h3>'],
    ['> a', '<blockquote><p>a</p></blockquote>'],
    ['<b onclick="x">a</b>', '<p>&lt;b onclick=&quot;x&quot;&gt;a&lt;/b&gt;</p>'],
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['![name](https://evil.example/x.png)', '<p>name</p>'],
    ['[a](https://x.example/y)', '<p><a href="https://x.example/y" rel="noopener noreferrer nofollow">a</a></p>'],
    ['[a](/console/runs/1)', '<p><a href="/console/runs/1" rel="noopener noreferrer nofollow">a</a></p>'],
    ['[a](javascript:alert)', '<p>a</p>'],
    ['[a](//evil.example)', '<p>a</p>'],
    ['[a](data:text/html,x)', '<p>a</p>'],
  ])('shows %j', (markdown, html) => {
    expect(shown(markdown)).toBe(html);
  });

  it('lets no tag through but its own, whatever it is given', () => {
    fc.assert(fc.property(hostile, (text) => !/[<>]/.test(rest(shown(text)))));
  });

  it('shows escaped text letter for letter', () => {
    expect(shown(escapeMarkdown('*<b>* [x](y) #1'))).toBe('<p>*&lt;b&gt;* [x](y) #1</p>');
  });

  it('shows what is too long or nested too deeply as text', () => {
    expect(shown('*'.repeat(60_000))).toMatch(/^<pre>\*+<\/pre>$/);
    expect(shown(`${'> '.repeat(500)}deep`)).toContain('deep');
    expect(shown(`${'> '.repeat(500)}deep`).match(/<blockquote>/g)?.length).toBeLessThan(30);
  });
});

describe('summaryOf', () => {
  it('is the first paragraph on one line', () => {
    expect(summaryOf('Do **this** in\n`main`?\n\nMore', 100)).toBe('Do this in `main`?');
  });

  it('is cut where it would be too long', () => {
    expect(summaryOf('abcdef', 4)).toBe('abc…');
    expect(summaryOf('', 4)).toBe('');
  });
});

describe('renderCodeSpans', () => {
  it('knows no form but code', () => {
    expect(String(renderCodeSpans('a `b<` **c** `'))).toBe('a <code>b&lt;</code> **c** `');
  });
});
