import { describe, expect, it } from 'vitest';
import { withVendors } from '../../src/core/index.ts';
import { pushBranch, registry, showPlan, whoAmI } from './registry.ts';

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

  it('leaves out what needs a vendor that is not there', () => {
    const without = withVendors(registry, () => false);
    expect(without.list()).toEqual([showPlan, whoAmI]);
    expect(without.find('planning.push-branch')).toBeUndefined();
    expect(withVendors(registry, () => true).list()).toEqual(registry.list());
  });
});
