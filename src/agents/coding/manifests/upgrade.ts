import { distance } from 'fastest-levenshtein';
import { AppError } from '../../../core/index.ts';
import type { FileEdit, FileState } from '../changes.ts';
import { majorInPath } from './go-mod.ts';
import { identityOf, isCalled, kindOf } from './kinds.ts';
import { type Ecosystem, type Mention, type Span, UnreadableManifest } from './manifest.ts';
import { faultOfTarget, rewrite, versionIn } from './requirement.ts';
import { numbersOf, stepBetween, type VersionStep } from './versions.ts';

export interface UpgradeRequest {
  dependency: string;
  /** A version or a range. */
  version: string;
}

/** A requirement before and after. */
export interface Place {
  path: string;
  line: number;
  before: string;
  after: string;
  step: VersionStep | undefined;
  sharedWith: readonly string[];
}
/** A place that stays as it is, and why. */
export interface Left {
  path: string;
  line: number;
  why: string;
}
export interface Upgrade {
  /** As the manifests spell it. */
  name: string;
  ecosystem: Ecosystem;
  edits: FileEdit[];
  places: Place[];
  left: Left[];
  /** Manifests that could not be read. */
  unreadable: string[];
}

interface Named extends Mention {
  path: string;
  content: string;
  ecosystem: Ecosystem;
}

const maxNearest = 3;
const refuse = (field: string, message: string): AppError =>
  new AppError('input.invalid', message, { fields: { [field]: message } });

const lineOf = (content: string, at: number): number => content.slice(0, at).split('\n').length;
const lineOfName = ({ content, name, span }: Named): number =>
  lineOf(content, span?.start ?? Math.max(0, content.indexOf(name.slice(name.indexOf(':') + 1))));

/** All that the manifests name, file by file. */
function readAll(files: ReadonlyMap<string, FileState>): { mentions: Named[]; unreadable: string[] } {
  const mentions: Named[] = [];
  const unreadable: string[] = [];
  for (const [path, { content }] of files) {
    const kind = kindOf(path);
    if (!kind) continue;
    try {
      mentions.push(...kind.read(content).map((each) => ({ ...each, path, content, ecosystem: kind.ecosystem })));
    } catch (error) {
      if (!(error instanceof UnreadableManifest || error instanceof SyntaxError)) throw error;
      unreadable.push(path);
    }
  }
  return { mentions, unreadable };
}

function nearestTo(wanted: string, mentions: readonly Named[]): string[] {
  const names = [...new Set(mentions.map(({ name }) => name))];
  const unlike = (name: string): number =>
    distance(name.toLowerCase(), wanted.toLowerCase()) / Math.max(name.length, wanted.length);
  const isNear = (name: string): boolean => unlike(name) < 0.6 || name.toLowerCase().includes(wanted.toLowerCase());
  return names
    .filter(isNear)
    .sort((a, b) => unlike(a) - unlike(b))
    .slice(0, maxNearest);
}

function notFound(wanted: string, mentions: readonly Named[], unreadable: readonly string[]): AppError {
  const nearest = nearestTo(wanted, mentions);
  const hint = nearest.length > 0 ? ` There are: ${nearest.join(', ')}.` : ' Check its name.';
  const broken = unreadable.length > 0 ? ` These could not be read: ${unreadable.join(', ')}.` : '';
  return refuse('dependency', `No manifest here names ${wanted}.${hint}${broken}`);
}

/** One dependency of one ecosystem, or a question which one is meant. */
function choose(wanted: string, mentions: readonly Named[], unreadable: readonly string[]): Named[] {
  const called = mentions.filter(({ ecosystem, name }) => isCalled(ecosystem, name, wanted));
  const exact = called.filter(({ ecosystem, name }) => identityOf(ecosystem, name) === identityOf(ecosystem, wanted));
  const found = exact.length > 0 ? exact : called;
  if (found.length === 0) throw notFound(wanted, mentions, unreadable);
  const known = [...new Set(found.map(({ ecosystem }) => ecosystem))];
  if (known.length > 1) {
    throw refuse(
      'ecosystem',
      `${wanted} stands in manifests of ${known.join(' and ')}. Say which one is meant: ecosystem=${known[0]}.`,
    );
  }
  const names = [...new Set(found.map(({ ecosystem, name }) => identityOf(ecosystem, name)))];
  if (names.length === 1) return found;
  throw refuse('dependency', `${wanted} may be ${names.join(' or ')}. Give the whole name.`);
}

/** What the ecosystem itself would refuse later. */
function checkTarget({ name, ecosystem, operators }: Named, version: string): void {
  const fault = faultOfTarget(version, ecosystem, operators);
  if (fault !== '') throw refuse('version', fault);
  if (ecosystem !== 'go') return;
  const [inPath, major] = [majorInPath(name), numbersOf(version)[0] ?? 0];
  if (Math.max(1, inPath) === Math.max(1, major) || version.includes('+incompatible')) return;
  throw refuse(
    'version',
    `Version ${major} of ${name} has another module path, which stands in every import too. Change it with a patch.`,
  );
}

/** Go writes a `v` in front, as nobody who types a version has to. */
const asWritten = (ecosystem: Ecosystem, version: string): string =>
  ecosystem === 'go' && /^\d/.test(version) ? `v${version}` : version;

type Outcome = { place: Place & Span & { path: string } } | { left: Left; isThere: boolean };

function work(mention: Named, target: string): Outcome {
  const { path, content, span, why, quote, sharedWith = [] } = mention;
  const line = lineOfName(mention);
  const stay = (reason: string, isThere = false): Outcome => ({ left: { path, line, why: reason }, isThere });
  if (!span) return stay(why);
  const before = content.slice(span.start, span.end);
  const next = rewrite(before, target, quote);
  if (next.kind === 'unclear') return stay(`“${before}” has no single version to raise: give the whole range`);
  if (next.kind === 'outside') return stay(`“${before}” does not allow it (${next.bound}): give the whole range`);
  if (next.kind === 'same') return stay(`“${before}” says so already`, true);
  const [from, to] = [versionIn(before), versionIn(target)];
  const step = from !== undefined && to !== undefined ? stepBetween(from, to) : undefined;
  return { place: { path, line, before, after: next.text, step, sharedWith, ...span } };
}

/** Only the characters of the requirements change; the rest of a file stays as it is, byte for byte. */
function applied(content: string, spans: readonly (Span & { after: string })[]): string {
  const backwards = [...new Map(spans.map((each) => [each.start, each])).values()].sort((a, b) => b.start - a.start);
  return backwards.reduce(
    (text, { start, end, after }) => `${text.slice(0, start)}${after}${text.slice(end)}`,
    content,
  );
}

function explain(wanted: string, outcomes: readonly Outcome[]): AppError {
  const left = outcomes.flatMap((each) => ('left' in each ? [each] : []));
  const all = left.map(({ left: { path, line, why } }) => `${path}:${line}: ${why}`).join('; ');
  const isThere = left.some((each) => each.isThere);
  return refuse(
    'version',
    `${isThere ? `${wanted} is there already` : `Nothing can be changed for ${wanted}`}: ${all}.`,
  );
}

/** Writes another version of a dependency into every manifest that names it. */
export function upgradeDependency(
  files: ReadonlyMap<string, FileState>,
  { dependency, version }: UpgradeRequest,
): Upgrade {
  const { mentions, unreadable } = readAll(files);
  const found = choose(dependency, mentions, unreadable);
  const [{ name, ecosystem } = { name: dependency, ecosystem: 'npm' as const }] = found;
  for (const each of found) checkTarget(each, version);
  const outcomes = found.map((each) => work(each, asWritten(ecosystem, version)));
  const changes = outcomes.flatMap((each) => ('place' in each ? [each.place] : []));
  if (changes.length === 0) throw explain(dependency, outcomes);
  const edits = [...new Set(changes.map(({ path }) => path))].flatMap((path): FileEdit[] => {
    const before = files.get(path);
    const spans = changes.filter((each) => each.path === path);
    return before ? [{ path, before, after: { ...before, content: applied(before.content, spans) } }] : [];
  });
  return {
    name,
    ecosystem,
    edits,
    places: changes.map(({ path, line, before, after, step, sharedWith }) => ({
      path,
      line,
      before,
      after,
      step,
      sharedWith,
    })),
    left: outcomes.flatMap((each) => ('left' in each ? [each.left] : [])),
    unreadable,
  };
}
