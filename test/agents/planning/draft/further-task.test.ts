import { describe, expect, it } from 'vitest';
import { furtherTask } from '../../../../src/agents/planning/draft/further-task.ts';

describe('behind “; then”', () => {
  it.each<[string, boolean]>([
    ['test 2d', true],
    ['test for 2 days', true],
    ['Test: 2/3/6d, Ana', true],
    ['2-4 weeks of testing', true],
    ['write report 2d', true],
    ['launch milestone', true],
    ['celebrate after Launch', true],
    ['- paint', true],
    ['2. paint', true],
    ['make me coffee', false],
    ['build it', false],
    ['create its issues', false],
    ['write a report of the last 7 days', false],
    ['tell the team in 2 weeks', false],
    ['post at 9:00', false],
    ['', false],
  ])('“%s” is a further task: %s', (words, isMore) => {
    expect(furtherTask.isMore(words)).toBe(isMore);
  });
});
