import type { Ecosystem } from './manifest.ts';
import { compareVersions, versionPattern } from './versions.ts';

/** One condition of a requirement: `>=1.2`, with the place of its version in the text. */
interface Condition {
  operator: string;
  version: string;
  start: number;
}

/** Longest first, so that `>=` is not read as `>`. */
const condition = /(===|==|~=|~>|>=|<=|!=|\^|~|>|<|=)?\s*(v?\d[\w.+!*-]*)/g;

const operatorsOf: Readonly<Record<Ecosystem, readonly string[]>> = {
  npm: ['', '^', '~', '>=', '<=', '>', '<', '='],
  pip: ['==', '===', '~=', '>=', '<=', '>', '<', '!='],
  cargo: ['', '^', '~', '>=', '<=', '>', '<', '='],
  gem: ['', '~>', '>=', '<=', '>', '<', '=', '!='],
  go: [''],
  maven: [''],
};
export const poetryOperators = ['', '^', '~', '==', '~=', '>=', '<=', '>', '<', '!='] as const;

/** The conditions of a requirement, all of which have to hold; nothing when there is more in it than that. */
function conditionsOf(text: string): Condition[] | undefined {
  const found = [...text.matchAll(condition)].map((match): Condition => {
    const [all, operator = '', version = ''] = match;
    return { operator, version, start: match.index + all.length - version.length };
  });
  const rest = text.replace(condition, '');
  return found.length > 0 && /^[\s,'"]*$/.test(rest) ? found : undefined;
}

const isUpper = ({ operator }: Condition): boolean => ['<', '<=', '!='].includes(operator);
const isFloor = ({ operator }: Condition): boolean => operator === '>=';
const keepsParts = ['~', '~=', '~>'];
const isWild = (version: string): boolean => /(?:^|[.])[x*]/i.test(version);

function isMet({ operator, version }: Condition, target: string): boolean {
  const order = compareVersions(target, version);
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  return operator === '!=' ? order !== 0 : order >= 0;
}

const firstParts = (target: string, count: number): string => target.split('.').slice(0, count).join('.');

/** The target as this condition would write it: with its `v`, its wildcards, and no more parts than its operator can take. */
function written({ operator, version }: Condition, target: string): string {
  const prefix = /^v/i.exec(version)?.[0] ?? '';
  const plain = target.replace(/^v/i, '');
  if (isWild(version)) {
    const parts = version.replace(/^v/i, '').split('.');
    const kept = parts.findIndex((part) => /^[x*]$/i.test(part));
    return `${prefix}${[...plain.split('.').slice(0, kept), ...parts.slice(kept)].join('.')}`;
  }
  const parts = version.split('.').length;
  const isShorter = keepsParts.includes(operator) && parts < plain.split('.').length;
  return `${prefix}${isShorter ? firstParts(plain, parts) : plain}`;
}

export type Rewritten =
  | { kind: 'changed' | 'same'; text: string }
  /** Its other conditions leave the target out. */
  | { kind: 'outside'; bound: string }
  | { kind: 'unclear' };

/** What has to hold at the least: one condition, which is raised; a second may set a floor below it. */
function raisable(conditions: readonly Condition[]): Condition | undefined {
  const lower = conditions.filter((each) => !isUpper(each));
  const [only, ...others] = lower.length > 1 ? lower.filter((each) => !isFloor(each)) : lower;
  return others.length === 0 && only?.operator !== '>' ? only : undefined;
}

/** A single version takes the place of the one that is there, and the requirement keeps its form. */
function raise(text: string, target: string): Rewritten {
  const conditions = conditionsOf(text);
  const raised = conditions && raisable(conditions);
  if (!conditions || !raised) return { kind: 'unclear' };
  const broken = conditions.find((each) => each !== raised && !isMet(each, target));
  if (broken) return { kind: 'outside', bound: `${broken.operator}${broken.version}` };
  const version = written(raised, target);
  const next = `${text.slice(0, raised.start)}${version}${text.slice(raised.start + raised.version.length)}`;
  return { kind: next === text ? 'same' : 'changed', text: next };
}

const isSingleVersion = (target: string): boolean => versionPattern.test(target) && !isWild(target);

/** The requirement with another version in it. A range as target takes its place whole. */
export function rewrite(text: string, target: string, quote?: string): Rewritten {
  if (isSingleVersion(target)) return raise(text, target);
  const next = quote === undefined ? target : target.split(/\s*,\s*/).join(`${quote}, ${quote}`);
  return { kind: next === text ? 'same' : 'changed', text: next };
}

/** The version that a requirement begins at, for saying from where to where it goes. */
export function versionIn(text: string): string | undefined {
  const [first] = conditionsOf(text) ?? [];
  return first?.version ?? /\d[\w.+-]*/.exec(text)?.[0];
}

const npmRange = /^[\s\dxX*.^~<>=|v+\w-]+$/;
const mavenRange = /^[[(][\w.,\s-]+[\])]$/;

/** Why an ecosystem does not know this as a version or a range; nothing when it does. */
export function faultOfTarget(target: string, ecosystem: Ecosystem, operators = operatorsOf[ecosystem]): string {
  if (isSingleVersion(target)) return '';
  if (ecosystem === 'maven' && mavenRange.test(target)) return '';
  if (ecosystem === 'npm' && /\|\||\s-\s|^[\dxX*.]+$/.test(target) && npmRange.test(target)) return '';
  const conditions = conditionsOf(target);
  const unknown = conditions?.find(({ operator }) => !operators.includes(operator));
  if (conditions && !unknown) return '';
  const known = operators.filter((operator) => operator !== '').join(' ');
  if (known === '') return `Give one version, such as 1.4.0: ${ecosystem} takes no ranges here.`;
  return `${ecosystem} does not know “${target}”. Give one version, such as 1.4.0, or a range with ${known}.`;
}
