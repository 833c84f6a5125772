import fc from 'fast-check';
import type { FileEdit, FileState } from '../../../src/agents/coding/changes.ts';

const line = fc.string({ unit: fc.constantFrom('a', 'b', '+', '-', ' ', '\\', '@', 'ä', '}'), maxLength: 4 });
const join = (lines: readonly string[], ending: string, isEnded: boolean): string =>
  lines.length === 0 ? '' : lines.join(ending) + (isEnded ? ending : '');

/** Any text: few different lines, so that many stand more than once. */
const text = fc
  .record({
    lines: fc.array(line, { maxLength: 30 }),
    ending: fc.constantFrom('\n', '\n', '\r\n'),
    isEnded: fc.boolean(),
  })
  .map(({ lines, ending, isEnded }) => join(lines, ending, isEnded));

/** Text and an edit of it, line by line. With distinct lines there is one shortest diff, so all tools must find it. */
const editOf = (isDistinct: boolean): fc.Arbitrary<[string, string]> =>
  fc
    .record({
      steps: fc.array(
        fc.record({ kind: fc.constantFrom('keep', 'keep', 'keep', 'drop', 'add', 'change'), word: line }),
        { maxLength: 40 },
      ),
      ending: fc.constantFrom('\n', '\n', '\r\n'),
      areEnded: fc.tuple(fc.boolean(), fc.boolean()),
    })
    .map(({ steps, ending, areEnded }) => {
      const name = (prefix: string, index: number, word: string): string =>
        isDistinct ? `${prefix}${index} ${word}` : word;
      const before = steps.flatMap(({ kind, word }, index) => (kind === 'add' ? [] : [name('old', index, word)]));
      const after = steps.flatMap(({ kind, word }, index) => {
        if (kind === 'drop') return [];
        return [name(kind === 'keep' ? 'old' : 'new', index, kind === 'change' ? `${word}!` : word)];
      });
      return [join(before, ending, areEnded[0]), join(after, ending, areEnded[1])] as [string, string];
    });

const names = ['a.ts', 'b/c.ts', 'b/with blank.md', 'zä.txt', '.hidden', 'quote".txt'];
const state = (content: string, executable: boolean): FileState => ({ content, executable });

const oneEdit = (path: string, isDistinct: boolean): fc.Arbitrary<FileEdit> =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .tuple(editOf(isDistinct), fc.boolean(), fc.boolean())
        .map(([[before, after], was, is]): FileEdit => ({ path, before: state(before, was), after: state(after, is) })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(text, fc.boolean())
        .map(([content, is]): FileEdit => ({ path, before: undefined, after: state(content, is) })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(text, fc.boolean())
        .map(([content, is]): FileEdit => ({ path, before: state(content, is), after: undefined })),
    },
  );

/** Edits of several files. */
export const editsOf = (isDistinct: boolean): fc.Arbitrary<FileEdit[]> =>
  fc
    .subarray(names, { minLength: 1, maxLength: 3 })
    .chain((paths) => fc.tuple(...paths.map((path) => oneEdit(path, isDistinct))));
