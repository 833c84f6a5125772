import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  callsOf,
  createRegistry,
  defineCapability,
  readCommand,
  readInput,
  readSeveral,
  resolveInput,
} from '../../src/core/index.ts';

const common = {
  permission: 'orchestrator:runs:read',
  effect: 'read',
  examples: [],
  present: () => ({ markdown: 'Done.' }),
  description: 'Does it.',
} as const;
const makePlan = defineCapability({
  ...common,
  name: 'planning.make-plan',
  title: 'Make a plan',
  input: z.object({ project: z.string(), goal: z.string(), start: z.string().default('') }),
  output: z.object({ plan: z.number(), project: z.string(), start: z.string().default('') }),
  fromWords: (words) => ({ goal: words }),
  run: async ({ project }) => ({ plan: 1, project }),
});
const showPlan = defineCapability({
  ...common,
  name: 'planning.show-plan',
  title: 'Show a plan',
  input: z.object({ plan: z.number() }),
  output: z.object({ plan: z.number() }),
  run: async ({ plan }) => ({ plan }),
});
const assess = defineCapability({
  ...common,
  name: 'risk.assess-project',
  title: 'Assess the risks',
  input: z.object({ project: z.string(), plan: z.number().optional(), words: z.string().default('') }),
  output: z.object({ project: z.string() }),
  fromWords: (words) => ({ words }),
  run: async ({ project }) => ({ project }),
});
const showRegister = defineCapability({
  ...common,
  name: 'risk.show-register',
  title: 'Show the register',
  input: z.object({ project: z.string() }),
  output: z.object({ project: z.string() }),
  run: async ({ project }) => ({ project }),
});
const draftPost = defineCapability({
  ...common,
  name: 'marketing.draft-post',
  title: 'Draft a post',
  input: z.object({ brief: z.string() }),
  output: z.object({ text: z.string() }),
  fromWords: (words) => ({ brief: words }),
  run: async ({ brief }) => ({ text: brief }),
});
const registry = createRegistry([
  {
    name: 'planning',
    alias: 'plan',
    title: 'Planning',
    purpose: 'Plans.',
    takesWords: 'make-plan',
    capabilities: [makePlan, showPlan],
  },
  {
    name: 'risk',
    title: 'Risk',
    purpose: 'Finds risks.',
    takesWords: 'assess-project',
    capabilities: [assess, showRegister],
  },
  {
    name: 'marketing',
    alias: 'post',
    title: 'Marketing',
    purpose: 'Posts.',
    takesWords: 'draft-post',
    capabilities: [draftPost],
  },
]);

describe('words said to an agent', () => {
  it.each<[string, string, object]>([
    ['plan launch the website by March', 'planning.make-plan', { goal: 'launch the website by March' }],
    ['plan Design: 3d\nBuild: 5d after Design', 'planning.make-plan', { goal: 'Design: 3d\nBuild: 5d after Design' }],
    ['plan show-plan plan=3', 'planning.show-plan', { plan: 3 }],
    ['plan show 3', 'planning.show-plan', { plan: 3 }],
    ['plan show plan #3', 'planning.show-plan', { plan: 3 }],
    ['plan plan show 3', 'planning.show-plan', { plan: 3 }],
    ['plan show plan=3', 'planning.show-plan', { plan: 3 }],
    ['plan show the world our robots', 'planning.make-plan', { goal: 'show the world our robots' }],
    ['plan make something good', 'planning.make-plan', { goal: 'make something good' }],
    ['plan start=2026-12-01 launch it', 'planning.make-plan', { goal: 'launch it', start: '2026-12-01' }],
    ['plan make-plan goal="launch it"', 'planning.make-plan', { goal: 'launch it' }],
    ['plan make-plan launch it', 'planning.make-plan', { goal: 'launch it' }],
    ['risk register', 'risk.show-register', {}],
    ['risk the supplier may be late', 'risk.assess-project', { words: 'the supplier may be late' }],
    ['post 新しいロボット', 'marketing.draft-post', { brief: '新しいロボット' }],
  ])('%j', (text, name, raw) => {
    const command = readCommand(registry, text);
    if (command.kind !== 'call') throw new Error(`read as ${command.kind}`);
    expect([command.capability.name, readInput(command)]).toEqual([name, { raw, unread: '' }]);
  });
});

const shape = (text: string): string[] | undefined =>
  readSeveral(registry, text)?.map(({ command, isThen }) => `${isThen ? 'then ' : ''}${command.capability.name}`);

describe('several agents in one request', () => {
  it.each([
    ['plan launch it; then its risks', ['planning.make-plan', 'then risk.assess-project']],
    ['plan launch it; and then the risks', ['planning.make-plan', 'then risk.assess-project']],
    ['plan launch it; risk register', ['planning.make-plan', 'risk.show-register']],
    [
      'plan launch it; then risk; then post we launch soon',
      ['planning.make-plan', 'then risk.assess-project', 'then marketing.draft-post'],
    ],
    ['post we launch; also plan the launch', ['marketing.draft-post', 'planning.make-plan']],
    ['plan Design: 3d; Build: 5d after Design; then its risks', ['planning.make-plan', 'then risk.assess-project']],
    ['plan launch it; then its risks; all of them', ['planning.make-plan', 'then risk.assess-project']],
    ['planning make-plan goal="a; then risk" ; then risk', ['planning.make-plan', 'then risk.assess-project']],
  ])('%j', (text, calls) => {
    expect(shape(text)).toEqual(calls);
  });

  it.each([
    'plan launch it',
    'plan build it; test it; launch it',
    'plan goal="build; then risk"',
    'plan goal=```\nbuild; then risk\n```',
    'plan build; then deploy the risk model',
    'plan Design: 3d; Post: 2d; Risk: 1d',
    'plan build; the post is written',
    'then risk',
    '; risk',
    'nothing; then risk',
  ])('%j is one request', (text) => {
    expect(shape(text)).toBeUndefined();
  });

  it('hands over what the steps before came to', () => {
    const calls = callsOf(readSeveral(registry, 'plan launch it; then its risks') ?? []);
    expect(calls.map(({ raw, after }) => ({ raw, after }))).toEqual([
      { raw: { goal: 'launch it' }, after: undefined },
      {
        raw: {
          project: { $from: 'call-0', field: 'project' },
          plan: { $from: 'call-0', field: 'plan' },
        },
        after: [0],
      },
    ]);
    const call = { capability: 'risk.assess-project', input: calls[1]?.raw ?? {}, after: [0] };
    expect(resolveInput(call, [{ kind: 'done', output: { plan: 7, project: 'aurora/shop' } }])).toEqual({
      project: 'aurora/shop',
      plan: 7,
    });
  });

  it('take over what names the subject, and nothing else', () => {
    const [, second] = callsOf(readSeveral(registry, 'plan a; then plan b') ?? []);
    expect(second?.raw).toEqual({ goal: 'b', project: { $from: 'call-0', field: 'project' } });
  });

  it('keeps what a semicolon divides and no agent begins', () => {
    const [plan] = callsOf(readSeveral(registry, 'plan Design: 3d; Build: 5d; then its risks') ?? []);
    expect(plan?.raw).toEqual({ goal: 'Design: 3d; Build: 5d' });
  });

  it('are five at the most', () => {
    expect(() => readSeveral(registry, 'plan a; risk b; risk c; risk d; risk e; risk f')).toThrow(
      /These are 6 requests; at most 5/,
    );
  });

  it('takes any text without failing, and never more than five', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('plan ', 'risk ', ';', 'then ', '"', '```', ' a', '=', '\n') }),
        (text) => {
          const count = text.split(';').length;
          if (count <= 5) expect(readSeveral(registry, text)?.length ?? 2).toBeLessThanOrEqual(count + 1);
        },
      ),
    );
  });
});
