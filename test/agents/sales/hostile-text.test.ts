import { beforeEach, describe, expect, it, vi } from 'vitest';
import { readContact } from '../../../src/agents/sales/contact.ts';
import { findInterest } from '../../../src/agents/sales/wishes.ts';

const counted = vi.hoisted(() => ({ folds: 0 }));
vi.mock('../../../src/agents/sales/reading.ts', async (load) => {
  const real = await load<typeof import('../../../src/agents/sales/reading.ts')>();
  const count = (fold: (text: string) => string) => (text: string) => {
    counted.folds += 1;
    return fold(text);
  };
  return { ...real, folded: count(real.folded), spelledOut: count(real.spelledOut) };
});
beforeEach(() => {
  counted.folds = 0;
});

const isEndPattern = (pattern: unknown): boolean => pattern instanceof RegExp && pattern.source.includes('@');
const read = (text: string) => readContact({ text, country: '', dateWords: '' }).contact;
const addresses = Array.from({ length: 1_000 }, (_, index) => `${index}@b.cd`).join(' ');

describe('a text that is made to take long', () => {
  it.each([
    ['one long run of names', 'Zab '.repeat(3_000)],
    ['many short runs of names', 'Zab Zeb, '.repeat(1_200)],
    ['words in small letters', 'zab '.repeat(3_000)],
  ])('is read with few comparisons: %s', (_what, names) => {
    expect(read(`${addresses} ${names}`).email?.value).toBe('0@b.cd');
    // A few for each of the 4,000 words, and not for each pair of a word and an address.
    expect(counted.folds).toBeLessThan(40_000);
  });

  it.each([
    ['fifth', 4, 'Ortiz'],
    ['sixth', 5, undefined],
  ])('looks for the name of the %s address', (_what, before, lastName) => {
    const first = Array.from({ length: before }, (_, index) => `info${index}@b.cd`).join(' ');
    expect(read(`${first} x.ortiz@b.cd, and so on xaver ortiz and so on`).lastName?.value).toBe(lastName);
  });

  it('finds the name beside the address in a long text', () => {
    const filling = 'Zab Zeb, '.repeat(1_000);
    const { firstName, lastName } = read(`${filling} Dana Ortiz, dana.ortiz@acme.example. ${filling}`);
    expect([firstName?.value, lastName?.value]).toEqual(['Dana', 'Ortiz']);
  });

  it.each([
    ['with many blanks', `wants a demo${' '.repeat(20_000)}for 1  December`, '1  December', 'a demo', 100],
    ['without an end', `wants ${'x'.repeat(20_000)}`, '', 'x'.repeat(200), 1_000],
  ])('has the end of a wish looked for in a short text: %s', (_what, text, date, value, most) => {
    const exec = vi.spyOn(RegExp.prototype, 'exec');
    const wish = findInterest(text, date);
    const { calls, contexts } = exec.mock;
    exec.mockRestore();
    const searched = calls.filter((_, index) => isEndPattern(contexts[index])).map(([words]) => words.length);
    expect(wish?.value).toBe(value);
    expect(searched).toHaveLength(1);
    expect(searched[0]).toBeLessThanOrEqual(most);
  });
});
