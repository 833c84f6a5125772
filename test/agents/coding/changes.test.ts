import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { countLines, diffText, type FileEdit, toChanges } from '../../../src/agents/coding/changes.ts';
import { editsOf } from './edits.ts';
import { gitFolder } from './git.ts';

const file = (content: string, executable = false) => ({ content, executable });
const git = gitFolder();
afterAll(() => git.remove());

describe('the diff of some edits', () => {
  it('is what git prints where there is one shortest diff', () => {
    fc.assert(
      fc.property(editsOf(true), (edits) => {
        // Git pairs a deleted with a new file of the same text as a move; ours are what they were declared to be.
        const [gone, made] = [edits.filter((each) => !each.after), edits.filter((each) => !each.before)];
        fc.pre(gone.length === 0 || made.length === 0);
        expect(diffText(edits)).toBe(git.diff(edits));
      }),
      { numRuns: 60 },
    );
  });

  it('makes the new files out of the old ones when git applies it', () => {
    fc.assert(
      fc.property(editsOf(false), (edits) => {
        const applied = git.apply(edits, diffText(edits));
        for (const { path, after } of edits) expect(applied.get(path)).toEqual(after);
      }),
      { numRuns: 60 },
    );
  });

  const body = Array.from({ length: 30 }, (_, index) => `line ${index}\n`).join('');
  it.each<[string, FileEdit]>([
    [
      'a changed line far from the next',
      { path: 'a', before: file(body), after: file(body.replace('line 3\n', 'x\n').replace('line 20\n', 'y\n')) },
    ],
    [
      'changes six lines apart, in one hunk',
      { path: 'a', before: file(body), after: file(body.replace('line 3\n', 'x\n').replace('line 10\n', 'y\n')) },
    ],
    [
      'changes seven lines apart, in two',
      { path: 'a', before: file(body), after: file(body.replace('line 3\n', 'x\n').replace('line 11\n', 'y\n')) },
    ],
    ['a mode alone', { path: 'run.sh', before: file(body), after: file(body, true) }],
    ['an empty new file', { path: 'empty', before: undefined, after: file('') }],
    ['a deleted empty file', { path: 'empty', before: file(''), after: undefined }],
    ['a file that gets its first line', { path: 'empty', before: file(''), after: file('one') }],
    ['a file that loses its last line break', { path: 'a', before: file(body), after: file(body.trimEnd()) }],
    ['a move', { path: 'b/new name', previousPath: 'a', before: file(body), after: file(body) }],
    [
      'a move with a change',
      { path: 'b', previousPath: 'a "x"', before: file(body), after: file(`${body}more\n`, true) },
    ],
  ])('is what git prints for %s', (_name, edit) => {
    expect(diffText([edit])).toBe(git.diff([edit]));
  });

  it('shows a file as replaced where too much of it changed', () => {
    const before = file(Array.from({ length: 3_000 }, (_, index) => `old ${index}\n`).join(''));
    const after = file(Array.from({ length: 3_000 }, (_, index) => `new ${index}\n`).join(''));
    const diff = diffText([{ path: 'a', before, after }]);
    expect(diff).toContain('@@ -1,3000 +1,3000 @@');
    expect(countLines(diff)).toEqual({ added: 3_000, removed: 3_000 });
    expect(git.apply([{ path: 'a', before, after }], diff).get('a')).toEqual(after);
  });

  it('does not search for ever in many large files', () => {
    const lines = (word: string): string => Array.from({ length: 1_500 }, (_, index) => `${word} ${index}\n`).join('');
    const edits = Array.from({ length: 30 }, (_, index) => ({
      path: `f${String(index).padStart(2, '0')}`,
      before: file(lines('old')),
      after: file(lines('new')),
    }));
    const diff = diffText(edits);
    expect(countLines(diff)).toEqual({ added: 45_000, removed: 45_000 });
    expect(git.apply(edits, diff).get('f29')).toEqual(file(lines('new')));
  });

  it.each([
    ['both without one', '', ''],
    ['one without', '\n', ''],
  ])('marks the missing last line break of a replaced file: %s', (_name, before, after) => {
    const lines = (word: string): string => Array.from({ length: 2_500 }, (_, index) => `${word} ${index}`).join('\n');
    const edit = { path: 'x', before: file(lines('old') + before), after: file(lines('new') + after) };
    expect(diffText([edit])).toContain('@@ -1,2500 +1,2500 @@');
    expect(git.apply([edit], diffText([edit])).get('x')).toEqual(edit.after);
  });

  it('counts lines that look like headers as what they are', () => {
    const edit = { path: 'a', before: file('-- x\n++ y\n'), after: file('++ y\n++ z\n') };
    expect(countLines(diffText([edit]))).toEqual({ added: 1, removed: 1 });
  });
});

describe('the changes of some edits', () => {
  it.each<[string, FileEdit, object]>([
    ['a new file', { path: 'a', before: undefined, after: file('x') }, { action: 'create', path: 'a', content: 'x' }],
    [
      'a new script',
      { path: 'a', before: undefined, after: file('x', true) },
      { action: 'create', path: 'a', content: 'x', executable: true },
    ],
    [
      'a changed file',
      { path: 'a', before: file('x', true), after: file('y', true) },
      { action: 'update', path: 'a', content: 'y' },
    ],
    [
      'a mode alone',
      { path: 'a', before: file('x'), after: file('x', true) },
      { action: 'update', path: 'a', executable: true },
    ],
    ['a deleted file', { path: 'a', before: file('x'), after: undefined }, { action: 'delete', path: 'a' }],
    [
      'a move',
      { path: 'b', previousPath: 'a', before: file('x'), after: file('x') },
      { action: 'move', path: 'b', previousPath: 'a' },
    ],
  ])('say %s', (_name, edit, expected) => {
    expect(toChanges([edit])).toEqual([expected]);
  });

  it('leave out what stays as it is', () => {
    expect(toChanges([{ path: 'a', before: file('x'), after: file('x') }])).toEqual([]);
  });
});
