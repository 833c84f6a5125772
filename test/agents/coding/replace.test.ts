import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listHits } from '../../../src/agents/coding/hit-list.ts';
import { folderOf, pathFilter } from '../../../src/agents/coding/path-pattern.ts';
import { countPlaces, longestLine, replaceText } from '../../../src/agents/coding/replace.ts';

const inOne = (content: string, find: string, replace: string) =>
  replaceText(new Map([['f.ts', { content, executable: false }]]), find, replace);

describe('replacing a text', () => {
  it.each<[string, string, string, string, object[]]>([
    ['one place', 'a\nfoo()\n', 'foo', 'bar', [{ path: 'f.ts', line: 2, before: 'foo()', after: 'bar()', count: 1 }]],
    [
      'two places in a line',
      'foo foo',
      'foo',
      'x',
      [{ path: 'f.ts', line: 1, before: 'foo foo', after: 'x x', count: 2 }],
    ],
    ['a deletion', 'ab\n', 'b', '', [{ path: 'f.ts', line: 1, before: 'ab', after: 'a', count: 1 }]],
    ['several lines', '1\na\nb\n2\n', 'a\nb', 'c', [{ path: 'f.ts', line: 2, before: 'a\nb', after: 'c', count: 1 }]],
    ['a line with its end', 'a\nb\nc\n', 'b\n', '', [{ path: 'f.ts', line: 2, before: 'b\nc', after: 'c', count: 1 }]],
    ['a first empty line', '\nb', '\nb', 'c', [{ path: 'f.ts', line: 1, before: '\nb', after: 'c', count: 1 }]],
    [
      'what looks like a pattern',
      'a.b\naxb',
      'a.b',
      '$&',
      [{ path: 'f.ts', line: 1, before: 'a.b', after: '$&', count: 1 }],
    ],
    [
      'a Windows file',
      'x\r\na\r\nb\r\n',
      'a\nb',
      'c\nd',
      [{ path: 'f.ts', line: 2, before: 'a\r\nb', after: 'c\r\nd', count: 1 }],
    ],
  ])('tells %s', (_name, content, find, replace, hits) => {
    expect(inOne(content, find, replace).hits).toEqual(hits);
  });

  it('counts what differs in letter case only', () => {
    expect(inOne('Foo FOO foo', 'foo', 'x')).toMatchObject({ otherCase: 2, hits: [{ count: 1 }] });
  });

  it('changes what its hits say, and nothing else', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 40 });
    const find = fc.string({ unit: fc.constantFrom('a', 'b', '\n'), minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(text, find, text, (content, wanted, written) => {
        const { edits, hits } = inOne(content, wanted, written);
        const expected = content.replaceAll(wanted, () => written);
        expect(edits[0]?.after?.content ?? content).toBe(expected);
        expect(countPlaces(hits)).toBe(content.split(wanted).length - 1);
        const lines = content.split('\n');
        for (const hit of hits.toReversed()) {
          const height = hit.before.split('\n').length;
          expect(lines.slice(hit.line - 1, hit.line - 1 + height).join('\n')).toBe(hit.before);
          lines.splice(hit.line - 1, height, hit.after);
        }
        expect(lines.join('\n')).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the limits of a replacement', () => {
  const replacement = 'y'.repeat(10_000);

  it.each<[string, string, string, RegExp]>([
    ['one place too many', 'x\n'.repeat(2_001), 'y', /more than 2000 places; at most 2000/],
    ['half a million places, each of them far longer', 'x\n'.repeat(500_000), replacement, /more than 2000 places/],
    ['few places that grow too large', 'x\n'.repeat(501), replacement, /5010501 bytes together; at most 5000000/],
    ['a large file, also where it shrinks', `x${'z'.repeat(5_000_000)}`, '', /5000001 bytes together/],
  ])('refuse %s', (_name, content, replace, message) => {
    expect(() => inOne(content, 'x', replace)).toThrow(
      expect.objectContaining({ code: 'input.invalid', message: expect.stringMatching(message) }),
    );
  });

  it('hold for all files together', () => {
    const file = { content: 'x\n'.repeat(1_001), executable: false };
    const files = new Map([
      ['a', file],
      ['b', file],
    ]);
    expect(() => replaceText(files, 'x', 'y')).toThrow(/more than 2000 places/);
  });

  it('let 2000 places through, and show each of them', () => {
    const { hits } = inOne(`${'`a'.repeat(60)}x\n`.repeat(2_000), 'x', 'y');
    expect(countPlaces(hits)).toBe(2_000);
    expect(listHits(hits).split('\n')).toHaveLength(2_002);
  });

  it('do not count what stands in other letter case', () => {
    const content = `${'X\n'.repeat(500_000)}x`;
    expect(inOne(content, 'x', 'y')).toMatchObject({ otherCase: 500_000, hits: [{ count: 1 }] });
  });
});

describe('the paths of a replacement', () => {
  it.each([
    ['**', '.github/ci.yml', true],
    ['src/**', 'src/a/b.ts', true],
    ['src/**', 'test/a.ts', false],
    ['*.md', 'docs/a.md', true],
    ['docs/*.md', 'docs/deep/a.md', false],
    ['{src,test}/**/*.ts', 'test/x.ts', true],
    ['src', 'src/a/b.ts', true],
    ['src/', 'src/a/b.ts', true],
    ['src/a', 'src/a/b.ts', true],
    ['src/a', 'src/ab/c.ts', false],
    ['src/a.ts', 'src/a.ts', true],
    ['!src/**', 'src/a.ts', false],
  ])('%s and %s', (glob, path, isMeant) => {
    expect(['other/other', path].filter(pathFilter(glob)).includes(path)).toBe(isMeant);
  });

  it.each([
    ['**', ''],
    ['*.md', ''],
    ['src', ''],
    ['src/**', 'src'],
    ['src/a/*.ts', 'src/a'],
    ['src/a/b.ts', 'src/a'],
    ['{src,test}/**', ''],
    ['src/{a,b}/**', 'src'],
    ['!src/**', ''],
    ['./src/**', 'src'],
  ])('%s are all below %j', (glob, folder) => {
    expect(folderOf(glob)).toBe(folder);
  });

  it('looks for the longest line', () => {
    expect(longestLine('a\n  longer \nb')).toBe('longer');
  });
});
