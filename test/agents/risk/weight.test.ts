import { describe, expect, it } from 'vitest';
import { weightOf } from '../../../src/agents/risk/weight.ts';
import { task } from './plans.ts';

const build = task('2.1', { name: 'Build', days: 4, owner: '', isCritical: true });
const paint = task('2.2', { name: 'Paint', days: 1 });

describe('what makes a risk heavy', () => {
  it.each([
    ['one task', [build], ' It is critical, it has no owner, it takes 40 % of the plan’s 10 working days.'],
    [
      'one of two',
      [paint, build],
      ' 1 of them is critical, 1 of them has no owner, 2.1 Build takes 40 % of the plan’s 10 working days.',
    ],
    [
      'all of several',
      [build, build],
      ' All of them are critical, all of them have no owner, 2.1 Build takes 40 % of the plan’s 10 working days.',
    ],
    ['nothing', [paint], ''],
    ['no task', [], ''],
  ])('is said of %s', (_what, tasks, words) => {
    expect(weightOf(tasks, { length: 10 })).toBe(words);
  });

  it('leaves out the owners where they are the risk itself', () => {
    expect(weightOf([build], { length: 10 }, { withOwners: false })).not.toContain('owner');
  });
});
