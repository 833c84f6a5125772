import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** So many different operations of the vendors are used by the whole suite: fewer, and something is no longer tried. */
export const leastOperations = 40;

/** Adds what one world's clients called. All test files write to the same file. */
export function recordOperations(file: string, vendor: string, seen: ReadonlyMap<string, number>): void {
  const lines = [...seen].map(([operation, count]) => `${JSON.stringify([`${vendor} ${operation}`, count])}\n`);
  if (lines.length > 0) appendFileSync(file, lines.join(''));
}

export function readOperations(file: string): Map<string, number> {
  const total = new Map<string, number>();
  if (!existsSync(file)) return total;
  for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
    const [operation, count] = JSON.parse(line) as [string, number];
    total.set(operation, (total.get(operation) ?? 0) + count);
  }
  return total;
}

/** What the suite called in all. Throws when the whole of it called too little. */
export function summarize(file: string, isWhole: boolean): string {
  const operations = readOperations(file);
  const requests = [...operations.values()].reduce((sum, count) => sum + count, 0);
  const summary = `${operations.size} vendor operations, ${requests} requests held against the vendors' contracts`;
  if (isWhole && operations.size < leastOperations) {
    throw new Error(`${summary}: at least ${leastOperations} operations are expected of the whole suite`);
  }
  return summary;
}
