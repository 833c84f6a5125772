import { describe, expect, it } from 'vitest';
import type { Comment, MergeRequestSeen, MergeRequestStatus, PipelineState } from '../../../src/core/index.ts';
import { type Change, changesBetween, seenOf } from '../../../src/services/follows/changes.ts';
import { conclude } from '../../../src/services/follows/conclude.ts';
import { waitMs } from '../../../src/services/follows/pace.ts';
import { tell } from '../../../src/services/follows/telling.ts';
import { aStatus } from './statuses.ts';

const seen: MergeRequestSeen = { state: 'opened', pipeline: '', lastNote: 7, approvers: [] };
const pipeline = (id: number, state: PipelineState) => ({ id, state, url: `https://gitlab/p/${id}` });
const comment = (id: number, text = `words ${id}`): Comment => ({
  id,
  author: 'Jonas',
  text,
  at: new Date('2026-11-20T10:00:00Z'),
});
const kinds = (changes: readonly Change[]): string[] => changes.map(({ kind }) => kind);

describe('what changed between what was told and now', () => {
  it.each<[string, Partial<MergeRequestSeen>, Partial<MergeRequestStatus>, string[]]>([
    ['nothing', {}, {}, []],
    ['a pipeline that begins', {}, { pipeline: pipeline(1, 'running') }, []],
    ['one that waits for a person', {}, { pipeline: pipeline(1, 'waiting') }, []],
    ['one that passed', { pipeline: '1:running' }, { pipeline: pipeline(1, 'passed') }, ['pipeline']],
    ['one that failed between two looks', {}, { pipeline: pipeline(1, 'failed') }, ['pipeline']],
    ['one that was canceled', { pipeline: '1:running' }, { pipeline: pipeline(1, 'canceled') }, ['pipeline']],
    ['one that was told', { pipeline: '1:failed' }, { pipeline: pipeline(1, 'failed') }, []],
    ['the same end of another one', { pipeline: '1:failed' }, { pipeline: pipeline(2, 'failed') }, ['pipeline']],
    ['another end after a retry', { pipeline: '1:failed' }, { pipeline: pipeline(1, 'passed') }, ['pipeline']],
    ['no pipeline any more', { pipeline: '1:failed' }, {}, []],
    ['a comment', {}, { comments: [comment(7), comment(8)] }, ['comment']],
    ['several comments', {}, { comments: [comment(8), comment(9)] }, ['comment', 'comment']],
    ['a comment that is gone', {}, { comments: [comment(3)] }, []],
    ['an approval', {}, { approvers: ['Maria'] }, ['approved']],
    ['an approval taken back', { approvers: ['Maria'] }, {}, ['unapproved']],
    ['one for another', { approvers: ['Maria'] }, { approvers: ['Jonas'] }, ['approved', 'unapproved']],
    ['the merge', {}, { state: 'merged', endedBy: 'Maria' }, ['merged']],
    ['the closing', {}, { state: 'closed' }, ['closed']],
    ['a merge on its way', {}, { state: 'locked' }, []],
    [
      'all at once, the end last',
      { pipeline: '1:running' },
      { state: 'merged', pipeline: pipeline(1, 'passed'), comments: [comment(8)], approvers: ['Maria'] },
      ['pipeline', 'comment', 'approved', 'merged'],
    ],
  ])('tells %s', (_what, before, now, expected) => {
    expect(kinds(changesBetween({ ...seen, ...before }, aStatus(now)))).toEqual(expected);
  });

  it.each<[string, Partial<MergeRequestStatus>]>([
    ['a running pipeline', { pipeline: pipeline(1, 'running') }],
    ['everything', { state: 'merged', pipeline: pipeline(1, 'passed'), comments: [comment(8)], approvers: ['M'] }],
    ['nothing', {}],
  ])('tells nothing twice: after %s there is nothing more', (_what, now) => {
    const status = aStatus(now);
    expect(changesBetween(seenOf(status, seen), status)).toEqual([]);
  });

  it('remembers a pipeline over a moment without one, and comments that were deleted', () => {
    const before = { ...seen, pipeline: '1:failed' };
    const between = seenOf(aStatus({}), before);
    expect(between).toMatchObject({ pipeline: '1:failed', lastNote: 7 });
    expect(changesBetween(between, aStatus({ pipeline: pipeline(1, 'failed'), comments: [comment(7)] }))).toEqual([]);
  });
});

describe('a message about changes', () => {
  const now = aStatus({ title: 'Sell *coffee*' });

  it('says all of them, with links', () => {
    const changes: Change[] = [
      { kind: 'pipeline', pipeline: pipeline(1, 'failed') },
      { kind: 'comment', comment: { ...comment(8, '`rm` <!channel>\n\n# Hello'), author: '*Jonas*\nW' } },
      { kind: 'approved', names: ['Maria'] },
      { kind: 'closed', by: '' },
    ];
    expect(tell(now, changes)).toMatchInlineSnapshot(`
      {
        "links": [
          {
            "label": "Merge request",
            "url": "https://gitlab.example/aurora/shop/-/merge_requests/12",
          },
          {
            "label": "Pipeline",
            "url": "https://gitlab/p/1",
          },
        ],
        "markdown": "**!12 Sell \\*coffee\\***

      - The pipeline failed.
      - **\\*Jonas\\* W** wrote: “\\\`rm\\\` \\<\\!channel\\> \\# Hello”
      - **Maria** approved it.
      - **Somebody** closed it. Nothing more is told here.",
        "tone": "warning",
      }
    `);
  });

  it('cuts long words, and leaves out what nobody can see', () => {
    const text = `\u202Eevil\u200B ${'🙂'.repeat(400)}`;
    const { markdown } = tell(now, [{ kind: 'comment', comment: comment(8, text) }]);
    expect(markdown).toContain(`“evil ${'🙂'.repeat(295)}…”`);
  });

  it('tells the latest of many comments, and how many came before', () => {
    const changes = Array.from({ length: 12 }, (_, index): Change => ({ kind: 'comment', comment: comment(index) }));
    const { markdown } = tell(now, changes);
    expect(markdown.match(/words \d+/g)).toEqual(['words 7', 'words 8', 'words 9', 'words 10', 'words 11']);
    expect(markdown).toContain('7 more comments came before these.');
  });
});

describe('the next look', () => {
  const minute = 60_000;
  it.each<[string, PipelineState | undefined, number, number]>([
    ['15 s while a pipeline runs', 'running', 300 * minute, 15_000],
    ['a minute after something happened', undefined, 0, minute],
    ['a minute within ten', 'passed', 9 * minute, minute],
    ['five minutes when it is quiet', 'passed', 10 * minute, 5 * minute],
    ['fifteen minutes when it has long been', 'waiting', 121 * minute, 15 * minute],
  ])('comes after %s', (_what, state, quietMs, expected) => {
    expect(waitMs(state, quietMs, 15_000)).toBe(expected);
  });

  const looker = { iid: 1, seen, quietMs: 300 * minute, shortestMs: 15_000 };
  it.each([
    ['comes soon again after a change', { status: aStatus({ approvers: ['Maria'] }) }, { nextMs: minute, ended: null }],
    ['comes late without one', { status: aStatus({}) }, { nextMs: 15 * minute, ended: null, told: undefined }],
    ['never comes after the end', { status: aStatus({ state: 'closed' as const }) }, { ended: 'over' }],
    ['never comes after a farewell', { farewell: 'time' as const }, { ended: 'time', seen }],
    ['comes when the vendor says', { laterMs: 77 }, { nextMs: 77, ended: null, told: undefined, seen }],
  ])('%s', (_what, look, expected) => {
    expect(conclude(looker, look)).toMatchObject(expected);
  });
});
