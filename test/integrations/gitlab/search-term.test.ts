import { describe, expect, it } from 'vitest';
import { searchTermOf } from '../../../src/integrations/gitlab/search-term.ts';

describe('what GitLab is asked to search for', () => {
  it.each([
    ['getUser', 'getUser'],
    ['one line\na longer line', 'a longer line'],
    ['  indented text', 'indented text'],
    ['a  bcd', 'bcd'],
    ['tab\tseparated words', 'separated words'],
    ['look at path:src/x for more', 'for more'],
    ['-filename:x', ''],
    ['a.path: b', 'a.path: b'],
  ])('%j is %j', (text, term) => {
    expect(searchTermOf(text)).toBe(term);
  });
});
