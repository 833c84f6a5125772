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
    ['a.path: b', 'a.path: b'],
    ['the\nif\nnext', 'next'],
    ['=>', '=>'],
    [`${'x'.repeat(101)}  short`, 'short'],
  ])('%j is %j', (text, term) => {
    expect(searchTermOf(text)).toBe(term);
  });

  it.each(['-filename:x', 'the', 'The', ' if ', 'x', '\n', 'y'.repeat(101), 'a b '.repeat(40)])(
    'is nothing for %j, which it answers as if there were none',
    (text) => {
      expect(searchTermOf(text)).toBeUndefined();
    },
  );
});
