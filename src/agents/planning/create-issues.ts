import { z } from 'zod';
import {
  AppError,
  type Context,
  defineCapability,
  escapeMarkdown,
  from,
  inlineCode,
  numberInWords,
  type Part,
  type Plan,
  type PlanTask,
  type ProjectPerson,
  part,
} from '../../core/index.ts';
import { capability as createIssue } from './create-issue.ts';
import { dayWords } from './days/day-words.ts';
import { findPlan } from './plan/find-plan.ts';
import { bodyOf, ourLabel, taskOfIssue, titleOf } from './plan/issue-text.ts';
import { inOrder } from './plan/task-graph.ts';
import { planNamed } from './sentences.ts';
import { utterances } from './utterances.ts';

const maxIssues = 100;
const shownTasks = 30;

/** A task with whom its issue is assigned to. */
interface Wanted {
  task: PlanTask;
  assignee: ProjectPerson | undefined;
}

interface Prepared {
  plan: Plan;
  /** In an order in which those before come first. */
  wanted: readonly Wanted[];
  /** Issues of the plan that are there. */
  known: readonly { code: string; iid: number }[];
  /** Owners whom GitLab does not know in the project. */
  unknown: readonly string[];
}

const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Who is meant by a name: a username, a whole name, or a first name that only one has. */
function personCalled(people: readonly ProjectPerson[], owner: string): ProjectPerson | undefined {
  const wanted = fold(owner.replace(/^@/, ''));
  if (wanted === '') return undefined;
  const exact = people.find(({ username, name }) => fold(username) === wanted || fold(name) === wanted);
  if (exact) return exact;
  const [only, ...others] = people.filter(({ name }) => fold(name).split(/\s+/)[0] === wanted);
  return others.length === 0 ? only : undefined;
}

async function knownIssues(
  project: string,
  plan: number,
  { gitlab }: Context,
): Promise<{ code: string; iid: number }[]> {
  const own = await gitlab.ownIssues(project, ourLabel);
  return own.flatMap(({ iid, description }) => {
    const task = taskOfIssue(description);
    return task?.plan === plan ? [{ code: task.code, iid }] : [];
  });
}

function checkCount(plan: Plan, missing: number): void {
  if (missing === 0)
    throw new AppError(
      'upstream.conflict',
      `Every task of plan ${plan.number} has its issue already. Change the plan to add tasks, then ask again.`,
    );
  if (missing > maxIssues)
    throw new AppError(
      'input.too-large',
      `Plan ${plan.number} needs ${missing} issues; at most ${maxIssues} are made at once. Split the plan first.`,
    );
}

function taskLine({ task, assignee }: Wanted): string {
  const who = assignee ? ` → ${escapeMarkdown(assignee.name)}` : '';
  return `- ${escapeMarkdown(titleOf(task))} (due ${dayWords(task.finish)})${who}`;
}

const countWords = (count: number): string => `${count} ${count === 1 ? 'issue' : 'issues'}`;

function toPart({ plan, known }: Prepared, { task, assignee }: Wanted, before: string | undefined): Part {
  return part(task.code, createIssue, {
    project: plan.project,
    plan: plan.number,
    version: plan.version,
    code: task.code,
    title: titleOf(task),
    body: bodyOf(plan, task),
    after: task.after.map(({ code }) => code),
    due: task.finish,
    assignee: assignee?.id ?? 0,
    // Each one hands on which issues there are, so that the next ones can name them.
    issues: before === undefined ? [...known] : from(before, 'issues'),
  });
}

export const capability = defineCapability({
  name: 'planning.create-issues',
  title: 'Create the issues',
  description:
    'Creates a GitLab issue for each task of a plan that has none yet, under one approval. Use it when the plan is agreed on.',
  input: z.object({
    project: z.string().min(1).describe('Full path, for example "platform/api"'),
    plan: z.int().min(1).max(999_999_999).describe('Number of the plan'),
  }),
  output: createIssue.output,
  permission: 'gitlab:issues:create',
  effect: 'external',
  vendors: ['gitlab'],
  approval: 'requester',
  // By the plan and not by its version: the issue of a task is the same thing in each.
  key: ({ project, plan }) => `${project}:${plan}`,
  phrases: [
    '(make|create|open) [(the|all|its)] issues [(of|for|from)] [(the|our)] [plan] [{plan}]',
    '[the] issues (of|for|from) [(the|our)] [plan] {plan}',
  ],
  utterances: utterances.createIssues,
  fromSentence: planNamed,
  examples: [{ says: 'make the issues of plan 3', input: { project: 'platform/api', plan: 3 } }],
  fromWords: (words) =>
    numberInWords(words, { field: 'plan', takesProject: true, nouns: ['plan', 'task', 'issue', 'gitlab', 'each'] }),
  async prepare(input, ctx): Promise<Prepared> {
    const plan = await findPlan(input, ctx);
    const known = await knownIssues(plan.project, plan.number, ctx);
    const missing = inOrder(plan.tasks).filter(({ code }) => !known.some((each) => each.code === code));
    checkCount(plan, missing.length);
    const owners = [...new Set(missing.map(({ owner }) => owner))].filter((owner) => owner !== '');
    const people = owners.length > 0 ? await ctx.gitlab.people(plan.project) : [];
    const wanted = missing.map((task) => ({ task, assignee: personCalled(people, task.owner) }));
    return { plan, wanted, known, unknown: owners.filter((owner) => !personCalled(people, owner)) };
  },
  preview(_input, { plan, wanted, known, unknown }) {
    const more = wanted.length - shownTasks;
    const list = [
      ...wanted.slice(0, shownTasks).map(taskLine),
      ...(more > 0 ? [`- … and ${more} more, to ${escapeMarkdown(titleOf((wanted.at(-1) as Wanted).task))}`] : []),
    ].join('\n');
    const question = `Create **${countWords(wanted.length)}** in ${inlineCode(plan.project)} for plan ${plan.number}, **${escapeMarkdown(plan.title)}**?`;
    return {
      markdown: `${question}\n\n${list}`,
      facts: {
        Project: plan.project,
        Plan: `${plan.number}, version ${plan.version}`,
        Labels: ourLabel,
        ...(known.length > 0 ? { 'Already there': `${countWords(known.length)}, left as they are` } : {}),
        ...(unknown.length > 0 ? { 'Not in GitLab, so not assigned': unknown.join(', ') } : {}),
      },
    };
  },
  parts(_input, prepared) {
    return prepared.wanted.map((wanted, index) => toPart(prepared, wanted, prepared.wanted[index - 1]?.task.code));
  },
  present({ issues, url }) {
    const iids = issues.map(({ iid }) => iid).toSorted((a, b) => a - b);
    const [first, last] = [iids[0], iids.at(-1)];
    const span = first === last ? `#${first ?? ''}` : `#${first} to #${last}`;
    return {
      markdown: `The plan has its ${countWords(iids.length)}: ${span}.`,
      links: [{ label: 'Issues', url: url.replace(/\/\d+$/, '') }],
    };
  },
});
