import { describe, expect, it } from 'vitest';
import { isLinkTo, projectIn, readMergeRequestName } from '../../../src/agents/coding/merge-request-name.ts';

const page = 'https://gitlab.example/aurora/shop/-/merge_requests/12';

describe('the name of a merge request', () => {
  it.each([
    ['12', 12, undefined],
    [' !12 ', 12, undefined],
    ['aurora/shop!12', 12, 'aurora/shop'],
    ['a/b/c.d!7', 7, 'a/b/c.d'],
    [page, 12, 'aurora/shop'],
    [`${page}/diffs?x=1`, 12, 'aurora/shop'],
    [`${page}#note_5`, 12, 'aurora/shop'],
    [`<${page}>`, 12, 'aurora/shop'],
    [`<${page}|the request>`, 12, 'aurora/shop'],
    // Below a path or in subgroups: which part is the project, nobody can tell from the words.
    ['http://127.0.0.1:7071/gitlab/aurora/shop/-/merge_requests/3', 3, undefined],
  ])('is read from %s', (text, iid, project) => {
    const name = readMergeRequestName(text);
    expect(name?.iid).toBe(iid);
    expect(name && projectIn(name)).toBe(project);
  });

  it.each([
    '',
    'twelve',
    '!',
    '12.5',
    '-1',
    '1234567890',
    'shop/12',
    'https://gitlab.example/aurora/shop/-/issues/12',
    `${page}x`,
    'https://gitlab.com/a%E0%A4%A/-/merge_requests/1',
    'javascript://x/-/merge_requests/1',
    '合并请求',
    'word '.repeat(5_000),
  ])('is not read from %j', (text) => {
    expect(readMergeRequestName(text)).toBeUndefined();
  });

  it.each([
    [page, true],
    ['https://gitlab.example/group/aurora/shop/-/merge_requests/12', true],
    ['https://gitlab.example/aurora/till/-/merge_requests/12', false],
    ['https://gitlab.example/my-aurora/shop/-/merge_requests/12', false],
    ['https://evil.example/aurora/shop/-/merge_requests/12', false],
    ['12', true],
  ])('leads with %s to the project: %s', (text, expected) => {
    const name = readMergeRequestName(text);
    expect(name && isLinkTo(name, 'aurora/shop', page)).toBe(expected);
  });
});
