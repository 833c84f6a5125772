import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  callsOf,
  createRegistry,
  defineCapability,
  isAppError,
  readCommand,
  readInput,
  readRequest,
  readSeveral,
  resolveInput,
} from '../../../src/core/index.ts';

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
  output: z.object({ plan: z.number(), project: z.string(), title: z.string(), start: z.string().default('') }),
  fromWords: (words) => ({ goal: words }),
  continues: { isMore: (words) => /\d+d\b/.test(words), hint: 'A further task says how long it takes.' },
  run: async ({ project }) => ({ plan: 1, project, title: 'Launch' }),
});
const createIssues = defineCapability({
  ...common,
  name: 'planning.create-issues',
  title: 'Create the issues',
  input: z.object({ project: z.string(), plan: z.number() }),
  output: z.object({ project: z.string() }),
  fromWords: () => ({}),
  run: async ({ project }) => ({ project }),
});
const changePlan = defineCapability({
  ...common,
  name: 'planning.change-plan',
  title: 'Change a plan',
  input: z.object({ plan: z.number(), changes: z.string() }),
  output: z.object({ plan: z.number() }),
  fromWords: (words) => ({ changes: words }),
  continues: { isMore: () => true, hint: '' },
  run: async ({ plan }) => ({ plan }),
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
  input: z.object({ project: z.string(), plan: z.number().default(0) }),
  output: z.object({ project: z.string() }),
  phrases: ['(show|list|see) {*}', '[(the|our|my)] [risk] register [{*}]'],
  fromWords: () => ({}),
  run: async ({ project }) => ({ project }),
});
const publishPost = defineCapability({
  ...common,
  name: 'marketing.publish-post',
  title: 'Publish a post',
  input: z.object({ text: z.string() }),
  output: z.object({ text: z.string() }),
  phrases: ['publish {*}'],
  fromWords: (words) => ({ text: words }),
  run: async ({ text }) => ({ text }),
});
const schedulePost = defineCapability({
  ...common,
  name: 'marketing.schedule-post',
  title: 'Schedule a post',
  input: z.object({ text: z.string() }),
  output: z.object({ text: z.string() }),
  fromWords: (words) => ({ text: words }),
  run: async ({ text }) => ({ text }),
});
const scheduleDigest = defineCapability({
  ...common,
  name: 'communications.schedule-digest',
  title: 'Schedule a digest',
  input: z.object({ words: z.string().default('') }),
  output: z.object({ text: z.string() }),
  fromWords: (words) => ({ words }),
  run: async ({ words }) => ({ text: words }),
});
const writeReport = defineCapability({
  ...common,
  name: 'communications.write-report',
  title: 'Write a report',
  input: z.object({ project: z.string(), words: z.string().default('') }),
  output: z.object({ text: z.string() }),
  phrases: ['[(write|make)] [(a|the)] report [{*}]'],
  fromWords: (words) => ({ words }),
  run: async ({ words }) => ({ text: words }),
});
const draftPost = defineCapability({
  ...common,
  name: 'marketing.draft-post',
  title: 'Draft a post',
  input: z.object({ brief: z.string() }),
  output: z.object({ text: z.string() }),
  fromWords: (words) => ({ brief: words }),
  takesOver: { brief: 'title' },
  run: async ({ brief }) => ({ text: brief }),
});
const whoAmI = defineCapability({
  ...common,
  name: 'identity.who-am-i',
  title: 'Show who I am',
  input: z.object({}),
  output: z.object({}),
  run: async () => ({}),
});
const registry = createRegistry([
  { name: 'identity', title: 'Identity', purpose: 'Knows people.', capabilities: [whoAmI] },
  {
    name: 'planning',
    alias: 'plan',
    title: 'Planning',
    purpose: 'Plans.',
    takesWords: 'make-plan',
    capabilities: [changePlan, createIssues, makePlan, showPlan],
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
    capabilities: [draftPost, publishPost, schedulePost],
  },
  {
    name: 'communications',
    alias: 'digest',
    title: 'Communications',
    purpose: 'Tells.',
    takesWords: 'schedule-digest',
    capabilities: [scheduleDigest, writeReport],
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

/** How many requests a text is, or why it is none. */
function readOrRefuse(text: string): string {
  try {
    const steps = readSeveral(registry, text);
    return steps ? `${steps.length}` : 'one';
  } catch (error) {
    if (isAppError(error)) return error.message;
    throw error;
  }
}

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
    ['plan Design 3d; Build 5d; then test 2d; then its risks', ['planning.make-plan', 'then risk.assess-project']],
    ['planning make-plan goal="a; then risk" ; then risk', ['planning.make-plan', 'then risk.assess-project']],
  ])('%j', (text, calls) => {
    expect(shape(text)).toEqual(calls);
  });

  it.each([
    'plan launch it',
    'plan build it; test it; launch it',
    'plan goal="build; then risk"',
    'plan goal=```\nbuild; then risk\n```',
    'plan Design: 3d; Post: 2d; Risk: 1d',
    'plan build; the post is written',
    'then risk',
    '; risk',
    'nothing; then risk',
  ])('%j is one request', (text) => {
    expect(shape(text)).toBeUndefined();
  });

  it.each<[string, (string | object)[]]>([
    ['plan a; then create its issues', ['planning.create-issues', { project: 0, plan: 0 }]],
    ['plan a; then Create the issues.', ['planning.create-issues', { project: 0, plan: 0 }]],
    ['plan a; then please create issues', ['planning.create-issues', { project: 0, plan: 0 }]],
    ['plan a; and then, create issues please!', ['planning.create-issues', { project: 0, plan: 0 }]],
    ['plan a; then its issues', ['planning.create-issues', { project: 0, plan: 0 }]],
    ['plan a; then create-issues', ['planning.create-issues', { project: 0, plan: 0 }]],
    ['plan a; then create issues plan=7', ['planning.create-issues', { project: 0, plan: 7 }]],
    ['plan a; then show it', ['planning.show-plan', { plan: 0 }]],
    ['plan a; then show the plan', ['planning.show-plan', { plan: 0 }]],
    ['plan a; then show plan 3', ['planning.show-plan', { plan: 3 }]],
    ['plan a; then its risks; then show the plan', ['planning.show-plan', { plan: 0 }]],
    ['plan a; then its risks; then create its issues', ['planning.create-issues', { project: 1, plan: 0 }]],
    ['plan Design 3d; Build 5d; then create its issues', ['planning.create-issues', { project: 0, plan: 0 }]],
    ['plan Design 3d; then test 2d; then create its issues', ['planning.create-issues', { project: 0, plan: 0 }]],
    ['plan a; then its risks; then show it', ['risk.show-register', { project: 1, plan: 0 }]],
    ['plan a; then show its register', ['risk.show-register', { project: 0, plan: 0 }]],
    ['plan a; then the register', ['risk.show-register', { project: 0, plan: 0 }]],
    ['plan a; then show its risks', ['risk.show-register', { project: 0, plan: 0 }]],
    ['plan a; then assess the risks', ['risk.assess-project', { project: 0, plan: 0 }]],
    [
      'plan a; then assess risks of the supplier',
      ['risk.assess-project', { project: 0, plan: 0, words: 'of the supplier' }],
    ],
    ['plan a; then post about it', ['marketing.draft-post', { brief: 'title of 0' }]],
    ['plan a; then post about the plan.', ['marketing.draft-post', { brief: 'title of 0' }]],
    ['plan a; then draft a post about it', ['marketing.draft-post', { brief: 'title of 0' }]],
    ['plan a; then post we launch soon', ['marketing.draft-post', { brief: 'we launch soon' }]],
    ['plan a; then write a report', ['communications.write-report', { project: 0 }]],
    ['plan a; then schedule a digest every weekday', ['communications.schedule-digest', { words: 'every weekday' }]],
    [
      'post a; then publish "We launch; then we party"',
      ['marketing.publish-post', { text: '"We launch; then we party"' }],
    ],
  ])('%j goes on with', (text, [name, fields]) => {
    const last = callsOf(readSeveral(registry, text) ?? []).at(-1);
    const raw = Object.entries(last?.raw ?? {}).map(([field, value]) => {
      if (typeof value !== 'object' || value === null || !('$from' in value) || !('field' in value))
        return [field, value];
      const index = Number(String(value.$from).replace('call-', ''));
      return [field, value.field === field ? index : `${value.field} of ${index}`];
    });
    expect([last?.capability.name, Object.fromEntries(raw)]).toEqual([name, fields]);
  });

  it.each<[string, RegExp]>([
    [
      'plan launch; then make me coffee',
      /“make me coffee” behind “then”, so nothing was begun.*“then create issues”.*A further task says/,
    ],
    ['plan launch; then its risks; then make me coffee', /“make me coffee”/],
    ['plan Design 3d; Build 5d; then make me coffee; test 2d', /“make me coffee”/],
    ['plan build; then deploy the risk model', /“deploy the risk model”/],
    ['plan a; then publish the site', /“publish the site”/],
    ['plan a; then help', /“help”/],
    ['plan a; then ask risk', /“ask risk”/],
    ['plan a; then', /“” behind/],
    ['plan a; then コーヒーをください', /コーヒー/],
    ['plan show 3; then test 2d', /“test 2d”/],
    ['risk show; then test 2d', /“test 2d”/],
    ['post We launch; then we party', /“we party”.*goes into quotes/],
    [`plan a; then ${'so '.repeat(5_000)}`, /“(so )+s?o?…” behind/],
    [
      'plan a; then schedule',
      /“schedule” behind “then” may mean “marketing schedule-post”, “communications schedule-digest”/,
    ],
  ])('%j is asked back', (text, words) => {
    expect(() => readSeveral(registry, text)).toThrow(words);
    expect(() => readRequest(registry, text, { projects: [] })).toThrow(words);
  });

  it.each<[string, string]>([
    ['plan Design 3d; Build 5d; then test 2d', 'Design 3d; Build 5d; then test 2d'],
    ['plan Design 3d; Post 2d; then risk 1d', 'Design 3d; Post 2d; then risk 1d'],
    ['plan "Build; then deploy"', '"Build; then deploy"'],
    ['plan “Build; then deploy”', '“Build; then deploy”'],
    ['plan goal=“Build; then deploy”', 'Build; then deploy'],
    ["plan goal='Build; then deploy'", 'Build; then deploy'],
    ['plan goal=\nif true; then make coffee; fi', 'if true; then make coffee; fi'],
    ['plan goal=```\nif true; then make coffee; fi\n```', 'if true; then make coffee; fi'],
    ["plan don't panic; build it", "don't panic; build it"],
    ['plan a 24" screen; build it', 'a 24" screen; build it'],
    ['plan a; create its issues', 'a; create its issues'],
  ])('%j is one request with all its words', (text, goal) => {
    expect(readSeveral(registry, text)).toBeUndefined();
    const command = readCommand(registry, text);
    expect(command.kind === 'call' && readInput(command).raw.goal).toBe(goal);
  });

  it.each<[string, string[]]>([
    ['plan show 1; who am I?', ['planning.show-plan', 'identity.who-am-i']],
    [
      'plan show 1; risk show the register; and who am I',
      ['planning.show-plan', 'risk.show-register', 'identity.who-am-i'],
    ],
    ['plan a; then who am I?', ['planning.make-plan', 'then identity.who-am-i']],
    ['plan Design 3d; Build 5d; show the register', ['planning.make-plan', 'risk.show-register']],
    ['who am I?; plan show 1', ['identity.who-am-i', 'planning.show-plan']],
    ['plan show 1; ; who am I?;', ['planning.show-plan', 'identity.who-am-i']],
    ['plan please show 1; can you show me the register', ['planning.show-plan', 'risk.show-register']],
    ['risk; plan show 1', ['risk.assess-project', 'planning.show-plan']],
  ])('%j asks a question that only one capability knows', (text, calls) => {
    expect(shape(text)).toEqual(calls);
  });

  it.each<[string, RegExp]>([
    ['plan show 1; make me coffee', /^I did not understand “make me coffee” behind “;”, so nothing was begun/],
    ['plan show 1; hello', /Understood so far: “plan show 1” \(Show a plan\)/],
    [
      'risk register; plan show 1; then nonsense',
      /“nonsense” behind “then”.*“risk register” \(Show the register\), “plan show 1”/,
    ],
    ['plan show 1; undo', /“undo” behind “;”.*in a message of its own/],
    ['plan a; undo', /“undo” behind “;”/],
    ['help; plan show 1', /^I did not understand “help”, so nothing was begun.*in a message of its own/],
    ['risk delete it; plan show 1', /^I did not understand “risk delete it”, so nothing was begun/],
    ['plan show 1; create its issues', /“create its issues” behind “;”/],
  ])('%j is asked back, as what stands before takes no more words', (text, words) => {
    expect(() => readSeveral(registry, text)).toThrow(words);
  });

  it.each([
    ['risk the vendor may fail; the building may burn', 'risk.assess-project'],
    ['post We ask; who are we?', 'marketing.draft-post'],
    ['post "We ask; who am I?"', 'marketing.draft-post'],
    ['post publish We launch; come and see', 'marketing.publish-post'],
  ])('%j is free text with a semicolon', (text, name) => {
    expect(readSeveral(registry, text)).toBeUndefined();
    const command = readCommand(registry, text);
    expect(command.kind === 'call' && [command.capability.name, JSON.stringify(readInput(command).raw)]).toEqual([
      name,
      expect.stringContaining('; '),
    ]);
  });

  it('leaves changes of a plan together, as each is read against the plan', () => {
    const text = 'plan change plan plan=3 Build 4d; then make me coffee';
    expect(readSeveral(registry, text)).toBeUndefined();
    expect(shape('plan change plan plan=3 Build 4d; then create its issues')).toEqual([
      'planning.change-plan',
      'then planning.create-issues',
    ]);
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

  it.each([
    ['spaces', `plan a; then b${' '.repeat(90_000)}c`],
    ['spaces behind an agent', `plan a; then risk 3${' '.repeat(90_000)}x y`],
    ['full stops', `plan a; then b${'.'.repeat(90_000)}c`],
    ['semicolons', `plan a${'; b'.repeat(30_000)}`],
    ['parts behind “then”', `plan a${'; then test 2d'.repeat(7_000)}`],
    ['agents', `plan a${'; risk b'.repeat(10_000)}`],
    ['quotes that are never closed', `plan a${' "“„'.repeat(20_000)}`],
    ['named values', `plan a${' b="'.repeat(20_000)}`],
    ['backticks', `plan a${' ``'.repeat(30_000)}`],
  ])('reads many %s before the test gives up', (_name, text) => {
    expect(readOrRefuse(text)).toMatch(/^(one|\d|.*nothing was begun|.*at most 5 are taken)/s);
  });

  it('takes any text without failing, and never more than five', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('plan ', 'risk ', ';', 'then ', '"', '```', ' a', '=', '\n') }),
        (text) => {
          expect(readOrRefuse(text)).toMatch(/^(one|[1-5]$)|nothing was begun|at most 5/);
        },
      ),
    );
  });
});
