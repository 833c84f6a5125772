import { z } from 'zod';
import { AppError, type Context, defineCapability, escapeMarkdown, inlineCode } from '../../core/index.ts';
import { listHits } from './hit-list.ts';
import { kindOf } from './manifests/kinds.ts';
import { type Lock, locksOf } from './manifests/locks.ts';
import { ecosystems } from './manifests/manifest.ts';
import { type Place, type Upgrade, upgradeDependency } from './manifests/upgrade.ts';
import { maxTitleLength, titleOf } from './merge-request-text.ts';
import { capability as openMergeRequest } from './open-merge-request.ts';
import { type Base, factsOf, partsOf, pinBase, propose } from './proposal.ts';
import { readFiles } from './read-files.ts';
import { upgradeWanted } from './sentences.ts';
import { utterances } from './utterances.ts';

const maxManifests = 200;
const maxShown = 10;

interface Request {
  project: string;
  dependency: string;
  version: string;
  ecosystem: 'any' | (typeof ecosystems)[number];
}

const refuse = (field: string, message: string): AppError =>
  new AppError('input.invalid', message, { fields: { [field]: message } });

/** No registry is asked, so a name like `latest` means nothing here. */
function checkWords({ dependency, version }: Request): void {
  if (/\s/.test(dependency)) throw refuse('dependency', 'Give the name of one dependency, as its manifest spells it.');
  if (/\d/.test(version) && !/["'`;#\\\r\n\t]/.test(version)) return;
  throw refuse(
    'version',
    'Give the version to go to, such as 1.4.0 or ^1.4.0: no registry is asked for the latest one.',
  );
}

async function manifestsOf({ project, ecosystem }: Request, { commit }: Base, { gitlab }: Context) {
  const all = await gitlab.paths(project, commit);
  const paths = all.filter((path) => {
    const kind = kindOf(path);
    return kind !== undefined && (ecosystem === 'any' || kind.ecosystem === ecosystem);
  });
  if (paths.length === 0) {
    const which = ecosystem === 'any' ? '' : ` of ${ecosystem}`;
    throw refuse(
      'project',
      `${project} has no manifest${which} that can be read here: package.json, requirements.txt, pyproject.toml, Cargo.toml, go.mod, pom.xml or Gemfile.`,
    );
  }
  if (paths.length <= maxManifests) return { all, paths };
  throw refuse(
    'ecosystem',
    `${paths.length} manifests are there; at most ${maxManifests} are read at once. Name the ecosystem.`,
  );
}

const versionsOf = (places: readonly Place[], side: 'before' | 'after'): string[] => [
  ...new Set(places.map((place) => place[side])),
];

function titleFor({ name, places }: Upgrade, version: string): string {
  const [before, ...others] = versionsOf(places, 'before');
  return others.length > 0 || before === undefined
    ? `Upgrade ${name} to ${version}`
    : `Upgrade ${name} from ${before} to ${version}`;
}

/** What the step means, worst first. */
function stepWords(places: readonly Place[]): string {
  const has = (step: Place['step']): boolean => places.some((each) => each.step === step);
  if (has('downgrade')) return 'a downgrade: it goes back to an older version';
  if (has('major')) return 'a major step: it may break what uses it, so read its release notes';
  if (has('minor')) return 'a minor step';
  return has('patch') ? 'a patch' : 'another range of the same version';
}

/** GitLab shows it as text: names of files and of commands in backticks that nothing in them can end. */
const code = (text: string): string => inlineCode(text);

function lockWords(locks: readonly Lock[]): string[] {
  return locks.map(({ path, folder, command }) => {
    const where = folder === '' ? '' : ` in ${code(folder)}`;
    return `${code(path)} is not changed, because only its own tool can write it. Run ${code(command)}${where} on the branch and commit what it writes.`;
  });
}

function describe({ places, left }: Upgrade, locks: readonly Lock[]): string {
  const line = ({ path, line: at, before, after }: Place): string =>
    `- ${code(path)}, line ${at}: ${code(before)} → ${code(after)}`;
  const cut = <T>(list: readonly T[], say: (each: T) => string): string[] => [
    ...list.slice(0, maxShown).map(say),
    ...(list.length > maxShown ? [`- and ${list.length - maxShown} more`] : []),
  ];
  const stays = cut(left, ({ path, line: at, why }) => `- ${code(path)}, line ${at}: ${escapeMarkdown(why)}`);
  return [
    `This is ${stepWords(places)}.`,
    '',
    ...cut(places, line),
    ...(stays.length > 0 ? ['', 'Left as they are:', '', ...stays] : []),
    ...lockWords(locks).flatMap((words) => ['', words]),
  ].join('\n');
}

const sharedNames = ({ places }: Upgrade): string[] => [...new Set(places.flatMap(({ sharedWith }) => sharedWith))];

export const capability = defineCapability({
  name: 'coding.upgrade-dependency',
  title: 'Upgrade a dependency',
  description:
    'Writes another version of a dependency into every manifest of a GitLab project (npm, pip, Cargo, Go, Maven, Ruby) on a new branch and opens a merge request. Use it when the version to go to is known.',
  input: z.object({
    project: z.string().min(1).describe('Full path, for example "platform/api"'),
    dependency: z.string().min(1).max(200).describe('Name as its manifest spells it, for example "express"'),
    version: z
      .string()
      .min(1)
      .max(100)
      .describe('Version to go to, for example "5.1.0"; a range replaces what is there'),
    ecosystem: z
      .enum(['any', ...ecosystems])
      .default('any')
      .describe('Needed when the name stands in several'),
    target: z.string().max(255).default('').describe("Branch to change; empty: the project's default branch"),
    title: z.string().max(maxTitleLength).default('').describe('Empty: says what is upgraded'),
  }),
  output: openMergeRequest.output,
  permission: 'gitlab:merge-requests:create',
  effect: 'external',
  vendors: ['gitlab'],
  approval: 'requester',
  key: ({ project, target, dependency, version, ecosystem }) =>
    `${project}:${target}:${ecosystem}:${dependency}:${version}`,
  utterances: utterances.upgradeDependency,
  fromSentence: upgradeWanted,
  examples: [
    {
      says: 'upgrade express to 5.1.0 in platform/api',
      input: { project: 'platform/api', dependency: 'express', version: '5.1.0' },
    },
  ],
  phrases: ['(upgrade|update|bump) {dependency} [(to|@)] {version} [in {project}]'],
  fromWords(words) {
    const [, dependency, version] = /^(\S+)\s+(?:(?:to|@)\s+)?(\S[\s\S]*)$/.exec(words.trim()) ?? [];
    return dependency === undefined || version === undefined ? {} : { dependency, version };
  },
  async prepare(input, ctx) {
    checkWords(input);
    const base = await pinBase(input.project, input.target, ctx);
    const { all, paths } = await manifestsOf(input, base, ctx);
    const { files, unreadable } = await readFiles(ctx, { project: input.project, commit: base.commit, paths });
    const upgrade = upgradeDependency(files, { dependency: input.dependency.trim(), version: input.version.trim() });
    const changed = upgrade.edits.map(({ path }) => path);
    const locks = locksOf(changed, all, upgrade);
    const title = titleOf(input.title === '' ? titleFor(upgrade, input.version.trim()) : input.title);
    const proposal = propose(base, upgrade.edits, { title, description: describe(upgrade, locks) });
    return { proposal, upgrade, locks, skipped: [...unreadable.keys(), ...upgrade.unreadable] };
  },
  preview({ project }, { proposal, upgrade, locks, skipped }) {
    const { name, places, left } = upgrade;
    const hits = places.map(({ path, line, before, after }) => ({ path, line, before, after, count: 1 }));
    const question = `Upgrade ${inlineCode(name)} in ${inlineCode(project)} and open the merge request **${escapeMarkdown(proposal.title)}**?`;
    const shared = sharedNames(upgrade);
    return {
      markdown: [question, listHits(hits), ...lockWords(locks)].join('\n\n'),
      facts: {
        ...factsOf(project, proposal),
        Step: stepWords(places),
        ...(shared.length > 0 ? { 'Sets the version of these, too': shared.join(', ') } : {}),
        ...(left.length > 0
          ? { 'Left as they are': left.map(({ path, line, why }) => `${path}:${line}: ${why}`).join('; ') }
          : {}),
        ...(skipped.length > 0 ? { 'Not readable, left out': skipped.join(', ') } : {}),
      },
      diff: proposal.diff,
    };
  },
  parts: ({ project }, { proposal }) => partsOf(project, proposal),
  present: openMergeRequest.present,
});
