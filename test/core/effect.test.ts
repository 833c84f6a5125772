import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effectStates, from, hashOf, isSettled, resolveReferences, transitions } from '../../src/core/index.ts';

/** The same value with the keys of all its objects in another order. */
function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, each]) => [key, shuffled(each)]),
  );
}

const json = fc.jsonValue({ maxDepth: 4 });

describe('the states of an effect', () => {
  it('follow each other as this table says', () => {
    const row = (source: (typeof effectStates)[number]): string =>
      `${source.padEnd(10)}${effectStates.map((target) => (transitions[source].includes(target) ? target : '-').padEnd(9)).join(' ')}`;
    expect(`\n${effectStates.map((source) => row(source).trimEnd()).join('\n')}\n`).toMatchInlineSnapshot(`
      "
      planned   -         -         -         sending   -         -         -         -         -         -         dropped   -         -
      awaiting  -         -         approved  -         -         -         -         rejected  expired   withdrawn -         -         -
      approved  -         awaiting  -         sending   -         failed    unknown   -         expired   withdrawn -         -         -
      sending   -         -         -         -         done      failed    unknown   -         -         -         -         -         -
      done      -         -         -         -         -         -         -         -         -         -         -         undoing   -
      failed    -         -         approved  sending   -         -         -         -         -         -         dropped   undoing   -
      unknown   -         -         approved  sending   done      -         -         -         -         -         dropped   -         -
      rejected  -         -         -         -         -         -         -         -         -         -         -         -         -
      expired   -         -         -         -         -         -         -         -         -         -         -         -         -
      withdrawn -         -         -         -         -         -         -         -         -         -         -         -         -
      dropped   -         -         -         -         -         -         -         -         -         -         -         -         -
      undoing   -         -         -         -         done      failed    -         -         -         -         -         -         undone
      undone    -         -         -         -         -         -         -         -         -         -         -         -         -
      "
    `);
  });

  it.each(effectStates)('%s is settled exactly when its end is known', (state) => {
    const open = ['planned', 'awaiting', 'approved', 'sending', 'undoing', 'unknown'];
    expect(isSettled(state)).toBe(!open.includes(state));
  });

  it('all lead to an end', () => {
    const ends = effectStates.filter((state) => transitions[state].length === 0);
    expect(ends).toEqual(['rejected', 'expired', 'withdrawn', 'dropped', 'undone']);
    const reaches = (state: (typeof effectStates)[number], seen: string[] = []): boolean =>
      ends.includes(state) ||
      transitions[state].some((next) => !seen.includes(next) && reaches(next, [...seen, state]));
    expect(effectStates.filter((state) => !reaches(state))).toEqual([]);
  });
});

describe('the hash of what will be done', () => {
  it('does not depend on the order of keys, nor on having been stored', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(hashOf(shuffled(value))).toBe(hashOf(value));
        expect(hashOf(JSON.parse(JSON.stringify(value)))).toBe(hashOf(value));
      }),
    );
  });

  it('changes with anything else', () => {
    const text = (value: unknown): string => JSON.stringify(sorted(value));
    fc.assert(
      fc.property(json, json, (a, b) => {
        expect(hashOf(a) === hashOf(b)).toBe(text(a) === text(b));
        expect(hashOf({ input: a, extra: null })).not.toBe(hashOf({ input: a }));
      }),
    );
  });

  it.each<[unknown, unknown]>([
    [{ a: '1' }, { a: 1 }],
    [{ a: ['x', 'y'] }, { a: ['y', 'x'] }],
    [{ a: null }, {}],
    [{ a: 'é' }, { a: 'e\u0301' }],
    [{ a: ' ' }, { a: '' }],
  ])('tells %j from %j', (a, b) => {
    expect(hashOf(a)).not.toBe(hashOf(b));
  });

  it('is the SHA-256 that others would compute', () => {
    expect(hashOf({ b: 2, a: 1 })).toBe('43258cff783fe7036d8a43033f830adfc60ec037382473548ac742b888292777');
  });
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}

describe('references to earlier parts', () => {
  it('become the values that those parts produced', () => {
    const input = { project: 'a/b', source: from('branch', 'name'), lines: ['x'] };
    expect(resolveReferences(input, { branch: { name: 'fix', commit: 'c' } })).toEqual({
      project: 'a/b',
      source: 'fix',
      lines: ['x'],
    });
  });

  it('survive being stored', () => {
    const stored = JSON.parse(JSON.stringify({ source: from('branch', 'name') }));
    expect(resolveReferences(stored, { branch: { name: 'fix' } })).toEqual({ source: 'fix' });
  });

  it('to what is not there are left open for the schema to refuse', () => {
    expect(resolveReferences({ source: from('branch', 'name') }, {})).toEqual({ source: undefined });
  });
});
