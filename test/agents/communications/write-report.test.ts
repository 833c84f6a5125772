import { describe, expect, it } from 'vitest';
import { withDate } from '../../../src/agents/communications/report-words.ts';
import { capability } from '../../../src/agents/communications/write-report.ts';
import { registry } from '../../../src/agents/index.ts';
import { type Plan, type PlanTask, parse, readCommand, readInput } from '../../../src/core/index.ts';
import { busy, quiet, worldOf } from './facts.ts';

const task = (name: string, start: string, finish: string, more: Partial<PlanTask> = {}): PlanTask => ({
  code: '1.1',
  name,
  phase: 'Build',
  days: 5,
  optimisticDays: 4,
  pessimisticDays: 8,
  after: [],
  owner: '',
  isMilestone: false,
  start,
  finish,
  floatDays: 0,
  isCritical: false,
  notBefore: '',
  ...more,
});
const plan: Plan = {
  project: 'aurora/shop',
  title: 'Shop',
  goal: 'A shop',
  template: '',
  start: '2026-11-01',
  finish: '2026-12-18',
  deadline: '2026-12-15',
  tasks: [
    task('Build the *checkout*', '2026-11-16', '2026-11-27', { owner: 'Jonas', isCritical: true }),
    task('Test', '2026-11-30', '2026-12-04'),
    task('Go live', '2026-11-20', '2026-11-20', { isMilestone: true }),
  ],
  assumptions: [],
  number: 3,
  version: 2,
  changedBy: 'Jonas Weber',
  changedAt: new Date('2026-11-19T11:00:00Z'),
  change: 'one task added',
};

const happening = {
  at: new Date('2026-11-19T15:00:00Z'),
  kind: 'plan',
  person: 'Jonas Weber',
  markdown: '',
  url: 'https://example.com/inside',
};

const older: Plan = { ...plan, number: 2, title: 'Till', finish: '2027-02-05', tasks: [] };

const write = async (
  input: object,
  { activity = undefined as typeof quiet | undefined, withPlan = true, isOnly = true } = {},
) => {
  const { ctx } = worldOf(activity ? { activity } : {});
  const plans = {
    find: async (number: number) => [plan, older].find((each) => each.number === number),
    latest: async () => (withPlan ? plan : undefined),
    names: async () => (isOnly ? [plan] : [plan, older]),
    findDeleted: async () => undefined,
    issues: async () => [],
  };
  const asked = parse(capability.input, { project: 'aurora/shop', ...input });
  return parse(capability.output, await capability.run(asked, { ...ctx, plans }));
};

describe('communications.write-report', () => {
  it('tells the team everything', async () => {
    expect((await write({})).markdown).toMatchInlineSnapshot(`
      "**Report on \`aurora/shop\`, 2026-11-13 to 2026-11-20**

      **Done**
      - Thu, 19 Nov 2026: Apply this patch to \`main\` of \`aurora/shop\` and open the merge request **Sell \\<coffee\\>** · Maria Lindqvist ([open](https://gitlab.example.org/aurora/shop/-/merge_requests/7))
      - Thu, 19 Nov 2026: Plan 3, Shop: one task added · Jonas Weber
      - Thu, 19 Nov 2026: Risk 4, Late parts: found · Jonas Weber
      - Thu, 19 Nov 2026: Create the lead **Dana Ortiz** in Salesforce with a follow-up task · Olga Petrova ([open](https://acme.my.salesforce.example/lightning/r/Lead/1/view))

      **In progress**
      - Build the \\*checkout\\*, until 2026-11-27, Jonas, critical

      **Waiting**
      - Post on X as **@aurora**: “Open now” · asked by Jonas Weber, for 2 days ([decide](https://adjutant.example.org/console/approvals/1))

      **Risks**
      - Risk 4, Late \\*parts\\*: score 12
      - Risk 2, Few testers: score 6

      **Plan**
      - Plan 3, Shop: ends on 2026-12-18, **3 days after its deadline** (2026-12-15)."
    `);
  });

  it('tells management what counts, and no names', async () => {
    const { markdown } = await write({ audience: 'management' });
    expect(markdown).toMatchInlineSnapshot(`
      "**Report on \`aurora/shop\`, 2026-11-13 to 2026-11-20**

      **Done**
      - Changes of code: 1
      - Changes of the plan: 1
      - Changes of risks: 1
      - Leads and follow-ups: 1

      **In progress**
      - Build the \\*checkout\\*, until 2026-11-27, critical

      **Waiting**
      - Post on X as **@aurora**: “Open now” · for 2 days ([decide](https://adjutant.example.org/console/approvals/1))

      **Risks**
      - Risk 4, Late \\*parts\\*: score 12

      **Plan**
      - Plan 3, Shop: ends on 2026-12-18, **3 days after its deadline** (2026-12-15)."
    `);
    expect(markdown).not.toMatch(/Weber|Lindqvist/);
  });

  it('tells a customer results and dates, and nothing of the inside', async () => {
    const post = { ...happening, kind: 'marketing.publish-post', markdown: 'Post on X as **@aurora**: “Open”' };
    const told = await write({ audience: 'customer' }, { activity: { ...busy, happened: [...busy.happened, post] } });
    expect(told.markdown).toMatchInlineSnapshot(`
      "**Report, 2026-11-13 to 2026-11-20**

      **Done**
      - 1 change of the software handed in for review
      - Thu, 19 Nov 2026: Post on X as **@aurora**: “Open”

      **Progress**
      - 0 of 2 steps are over by the calendar
      - The next milestone is on 2026-11-20
      - Expected to be finished on 2026-12-18"
    `);
    expect(told).toMatchObject({ happenings: 5, heldBack: 3 });
    expect(capability.present(told).markdown).toMatch(
      /left out\. The report for the team has them\. The progress is that of plan 3, “Shop”\._$/,
    );
  });

  it('holds everything back from a customer that is not allowed by its kind', async () => {
    const kinds = ['plan', 'risk', 'some.later-thing', ...registry.list().map(({ name }) => name)];
    const happened = kinds.map((kind) => ({ ...happening, kind, markdown: `Inside ${kind}.` }));
    const { markdown } = await write({ audience: 'customer' }, { activity: { ...busy, happened } });
    const named = [...markdown.matchAll(/Inside ([\w.-]+)\./g)].map(([, kind]) => kind);
    expect(named).toEqual(['marketing.publish-post', 'marketing.schedule-post']);
    expect(markdown).toMatch(/^- 4 changes of the software handed in for review$/m);
    expect(markdown).not.toMatch(/Weber|Lindqvist|Ortiz|Shop|checkout|Risk|Build|deadline|aurora|https?:/);
  });

  it('says honestly that there is nothing', async () => {
    const { markdown, happenings } = await write({}, { activity: quiet, withPlan: false });
    expect(happenings).toBe(0);
    expect(markdown).toMatch(
      /Nothing that is on record.*Nothing by the plan.*Nothing waits.*None is open.*There is no plan/s,
    );
  });

  it('names the plan that it tells of, and how to choose another', async () => {
    const told = async (input: object) => capability.present(await write(input, { isOnly: false })).markdown;
    const choice = 'plan 3, “Shop”, the one that was changed last. For plan 2, “Till”, add `plan=2`.';
    expect(await told({})).toMatch(new RegExp(`_The progress is that of ${choice}_$`));
    expect(await told({ audience: 'customer' })).toContain(`For you, not for the customer: `);
    expect(await told({ audience: 'customer' })).toContain(choice);
    expect((await write({ audience: 'customer' }, { isOnly: false })).markdown).not.toMatch(/Shop|Till/);
    const other = await told({ plan: 2 });
    expect(other).toMatch(/Plan 2, Till: ends on 2027-02-05/);
    expect(other).not.toContain('changed last');
    await expect(write({ plan: 9 })).rejects.toThrow(/There is no plan 9 in your projects\. Say “plan list”/);
  });

  it('is the same for the same facts', async () => {
    expect(await write({ period: 'last 14 days' })).toEqual(await write({ period: 'last 14 days' }));
  });

  it.each<[string, string]>([
    ['since Monday', 'since 2026-11-16'],
    ['since last Friday', 'since 2026-11-20'],
    ['since yesterday', 'since 2026-11-19'],
    ['since 3 November', 'since 2026-11-03'],
    ['since 2026-11-02', 'since 2026-11-02'],
    ['since the launch', 'since the launch'],
    ['last week', 'last week'],
  ])('knows the day of “%s”', (words, period) => {
    // A Friday.
    expect(withDate(words, new Date('2026-11-20T15:00:00Z'))).toBe(period);
  });

  it.each<[string, object]>([
    ['last week for the customer', { period: 'last week', audience: 'customer' }],
    [
      'for management about aurora/shop on November 2026',
      { period: 'November 2026', audience: 'management', project: 'aurora/shop' },
    ],
    ['last 14 days', { period: 'last 14 days' }],
    ['for the customer on plan 2', { audience: 'customer', plan: 2 }],
    ['of plan #2 for November', { period: 'November', plan: 2 }],
    ['', {}],
  ])('reads from words: %s', (words, input) => {
    expect(capability.fromWords?.(words)).toEqual(input);
  });

  it.each<[string, object]>([
    ['digest what happened this week?', { period: 'this week' }],
    ['communications summary of last week for the customer', { period: 'last week', audience: 'customer' }],
    ['digest report last month', { period: 'last month' }],
  ])('is asked for with “%s”', (line, raw) => {
    const command = readCommand(registry, line);
    if (command.kind !== 'call') throw new Error(command.kind);
    expect([command.capability.name, readInput(command).raw]).toEqual(['communications.write-report', raw]);
  });
});
