/** A version in the order of its ecosystem, as far as all of them agree: numbers, then what comes before or after a release. */
interface Version {
  numbers: readonly number[];
  rest: string;
}

export const versionPattern = /^v?\d[\w.+!-]*$/;
/** Behind the numbers, these name the release itself. */
const isRelease = (rest: string): boolean => /^[.-]?(?:final|release|ga|jre\d*)$/i.test(rest);
const isAfter = (rest: string): boolean => /^[.-]?(?:post|sp|patch|p)[.-]?\d*$/i.test(rest);

function read(text: string): Version {
  const plain = text.replace(/^v/i, '').replace(/^\d+!/, '').replace(/\+.*$/, '');
  const numbers = /^\d+(?:\.\d+)*/.exec(plain)?.[0] ?? '0';
  const rest = plain.slice(numbers.length);
  return { numbers: numbers.split('.').map(Number), rest: isRelease(rest) ? '' : rest };
}

export const numbersOf = (text: string): readonly number[] => read(text).numbers;

function compareRest(a: string, b: string): number {
  const [left, right] = [a, b].map((rest) => rest.toLowerCase().match(/\d+|[a-z]+/g) ?? []);
  for (let at = 0; at < Math.max(left?.length ?? 0, right?.length ?? 0); at += 1) {
    const [one = '', other = ''] = [left?.[at], right?.[at]];
    const areNumbers = /^\d/.test(one) && /^\d/.test(other);
    if (areNumbers ? Number(one) === Number(other) : one === other) continue;
    return (areNumbers ? Number(one) < Number(other) : one < other) ? -1 : 1;
  }
  return 0;
}

/** Before a release (alpha, rc), the release, and after it (post). */
const rank = (rest: string): number => (rest === '' ? 0 : isAfter(rest) ? 1 : -1);

/** Negative when the first is the older one. */
export function compareVersions(a: string, b: string): number {
  const [one, other] = [read(a), read(b)];
  for (let at = 0; at < Math.max(one.numbers.length, other.numbers.length); at += 1) {
    const difference = (one.numbers[at] ?? 0) - (other.numbers[at] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return Math.sign(rank(one.rest) - rank(other.rest)) || compareRest(one.rest, other.rest);
}

/** What is to be expected of a step. Below 1.0 the second number counts as the first does later. */
export type VersionStep = 'same' | 'downgrade' | 'major' | 'minor' | 'patch';

export function stepBetween(before: string, after: string): VersionStep {
  const order = compareVersions(before, after);
  if (order === 0) return 'same';
  if (order > 0) return 'downgrade';
  const [from, to] = [numbersOf(before), numbersOf(after)];
  const isFirst = (from[0] ?? 0) !== (to[0] ?? 0);
  const isSecond = (from[1] ?? 0) !== (to[1] ?? 0);
  if (isFirst || (isSecond && from[0] === 0)) return 'major';
  return isSecond ? 'minor' : 'patch';
}
