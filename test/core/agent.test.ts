import { describe, expect, it } from 'vitest';
import { pushBranch, registry, showPlan } from './registry.ts';

describe('the registry', () => {
  it.each([
    ['planning.show-plan', showPlan],
    ['plan.show-plan', showPlan],
    ['planning.push-branch', pushBranch],
    ['planning', undefined],
    ['planning.', undefined],
    ['', undefined],
    ['planning.show-plan.more', undefined],
    ['constructor.name', undefined],
  ])('finds %j', (name, expected) => {
    expect(registry.find(name)).toBe(expected);
  });

  it('lists what is at a door', () => {
    const names = registry.list().map(({ name }) => name);
    expect(names).toEqual(['planning.show-plan', 'planning.open-issue', 'identity.who-am-i']);
  });
});
