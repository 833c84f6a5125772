import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leastOperations, recordOperations, summarize } from './operations.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'adjutant-operations-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const named = (count: number): Map<string, number> =>
  new Map(Array.from({ length: count }, (_, index) => [`GET /${index}`, 2]));

describe('the operations of a whole run', () => {
  it('are added up over all test files', () => {
    const file = join(folder, 'few');
    recordOperations(file, 'gitlab', named(2));
    recordOperations(file, 'gitlab', named(3));
    recordOperations(file, 'x', named(1));
    recordOperations(file, 'slack', new Map());
    expect(summarize(file, false)).toBe("4 vendor operations, 12 requests held against the vendors' contracts");
    expect(() => summarize(file, true)).toThrow(/at least 40/);
  });

  it('are enough, or the run fails', () => {
    const file = join(folder, 'enough');
    recordOperations(file, 'gitlab', named(leastOperations));
    expect(summarize(file, true)).toMatch(/^40 vendor operations/);
    expect(() => summarize(join(folder, 'none'), true)).toThrow(/^0 vendor operations/);
  });
});
