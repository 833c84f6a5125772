import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '../../../src/agents/risk/assess.ts';
import { kinds } from '../../../src/agents/risk/kinds.ts';
import { linkKinds, type Plan, type PlanTask } from '../../../src/core/index.ts';
import { calmTasks, planOf, task } from './plans.ts';

const today = '2026-11-20';
const risksOf = (given: Partial<Plan>, words = '', day = today) =>
  assess({ plan: planOf(given), isNamed: false, words, asker: 'Maria Lindqvist', now: new Date(`${day}T10:00:00Z`) });
/** Of the plan, without the number in its key. */
const found = (given: Partial<Plan>, day = today) =>
  risksOf(given, '', day).map(({ key, probability, impact }) => [key.replace(/^plan\.4\./, ''), probability, impact]);
const said = (words: string, plan?: Plan) =>
  assess({ plan, isNamed: false, words, asker: 'Maria Lindqvist', now: new Date(`${today}T10:00:00Z`) });
const links = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ code: `0.${index}`, kind: linkKinds[0], lagDays: 0 }));
const withTask = (given: Partial<PlanTask>): Partial<Plan> => ({ tasks: [...calmTasks, task('3.1', given)] });
const named = (name: string): Partial<Plan> => withTask({ name });

describe('risk.assess-project', () => {
  it('finds nothing in a plan that gives no reason to', () => {
    expect(risksOf({})).toEqual([]);
  });

  it.each<[string, Partial<Plan>, (string | number)[]]>([
    ['an end after the deadline', { finish: '2026-12-16', deadline: '2026-12-15' }, ['deadline', 5, 4]],
    ['an end long after it', { finish: '2026-12-15', deadline: '2026-12-08' }, ['deadline', 5, 5]],
    ['no buffer', { deadline: '2026-12-15' }, ['deadline', 4, 4]],
    ['a buffer over a weekend only', { finish: '2026-12-11', deadline: '2026-12-13' }, ['deadline', 4, 4]],
    ['a buffer of a tenth', { finish: '2026-12-14', deadline: '2026-12-15' }, ['deadline', 2, 4]],
    [
      'an end after it, with holidays between',
      {
        finish: '2026-12-18',
        deadline: '2026-12-14',
        holidays: ['2026-12-15', '2026-12-16', '2026-12-17'],
      },
      ['deadline', 5, 4],
    ],
    [
      'a buffer of holidays only',
      { finish: '2026-12-14', deadline: '2026-12-16', holidays: ['2026-12-15', '2026-12-16'] },
      ['deadline', 4, 4],
    ],
    [
      'half of the tasks without float',
      { tasks: calmTasks.map((each, index) => ({ ...each, floatDays: index < 3 ? 2 : 9 })) },
      ['float', 3, 4],
    ],
    [
      'all of them without float',
      { tasks: calmTasks.map((each) => ({ ...each, isCritical: true, floatDays: 0 })) },
      ['float', 4, 4],
    ],
    ['a task without owner', withTask({ owner: '' }), ['owners', 3, 3]],
    ['a critical one without owner', withTask({ owner: '', isCritical: true }), ['owners', 3, 4]],
    ['no owner at all', { tasks: calmTasks.map((each) => ({ ...each, owner: '' })) }, ['owners', 4, 3]],
    ['a wide estimate', withTask({ optimisticDays: 2, pessimisticDays: 12 }), ['estimates', 3, 3]],
    ['many links into one task', withTask({ after: links(4) }), ['joint.3.1', 3, 3]],
    ['very many links into a critical one', withTask({ after: links(7), isCritical: true }), ['joint.3.1', 4, 4]],
    ['a long task', withTask({ days: 15, optimisticDays: 13, pessimisticDays: 18 }), ['long.3.1', 3, 3]],
    [
      'no test or review',
      { tasks: calmTasks.map((each) => ({ ...each, name: `Part ${each.code}` })) },
      ['checks', 3, 4],
    ],
    ['what was taken for granted', { assumptions: ['Two people', 'No leave', 'One site'] }, ['assumptions', 3, 3]],
    ['a supplier', named('Wait for the supplier'), ['outside.supplier', 3, 3]],
    ['an approval', named('Get the board’s approval'), ['outside.approval', 3, 3]],
    ['legal questions', named('Legal check of the contract'), ['outside.legal', 3, 3]],
    ['a migration', named('Migrate the orders'), ['outside.migration', 4, 3]],
    ['an integration', named('Integrate the till'), ['outside.integration', 3, 3]],
    ['hiring', named('Hire two people'), ['outside.hiring', 4, 3]],
    ['a security review', named('Penetration test'), ['outside.security', 3, 3]],
    ['customers', named('Interview customers'), ['outside.customer', 3, 3]],
    ['a long time', { finish: '2027-07-30', tasks: calmTasks }, ['long', 3, 3]],
  ])('finds %s', (_what, given, expected) => {
    expect(found(given)).toContainEqual(expected);
  });

  it.each<[string, Partial<Plan>]>([
    ['a good buffer', { deadline: '2026-12-31' }],
    ['a milestone without owner', withTask({ owner: '', isMilestone: true })],
    ['a narrow estimate', withTask({ days: 10, optimisticDays: 8, pessimisticDays: 13 })],
    ['three links', withTask({ after: links(3) })],
    ['one assumption', { assumptions: ['Two people'] }],
  ])('makes nothing of %s', (_what, given) => {
    expect(found(given)).toEqual([]);
  });

  it('looks at who has how much', () => {
    const critical = calmTasks.map((each, index) => ({
      ...each,
      isCritical: index < 4,
      floatDays: index < 4 ? 0 : 9,
      owner: index < 3 ? 'Ana Lima' : each.owner,
      start: `2026-12-0${index + 1}`,
      finish: `2026-12-0${index + 1}`,
    }));
    const [person] = risksOf({ tasks: critical }).filter(({ key }) => key.includes('person'));
    expect(person).toMatchObject({
      title: 'Ana Lima carries much of the critical path',
      reason: 'Ana Lima has 3 of 4 critical tasks: 9 of 12 working days (75 %).',
      owner: 'Ana Lima',
      probability: 4,
      impact: 4,
    });
  });

  it('sees two tasks of one person at the same time', () => {
    const tasks = [...calmTasks, task('3.1', { owner: 'Person 1.1', start: '2026-12-03', finish: '2026-12-05' })];
    expect(risksOf({ tasks })).toMatchObject([
      {
        title: 'Person 1.1 has 2 tasks at the same time',
        reason: 'On 3 Dec 2026: 1.1 Review part 1.1; 3.1 Review part 3.1.',
        probability: 3,
      },
    ]);
  });

  it.each<[string, string, Partial<Plan>, (string | number)[]]>([
    ['a start tomorrow without owner', '2026-11-30', withTask({ owner: '' }), ['start', 4, 3]],
    [
      'a start right behind a holiday',
      '2026-11-25',
      { ...withTask({ owner: '' }), holidays: ['2026-11-26'] },
      ['start', 4, 3],
    ],
    ['what should be finished', '2026-12-08', {}, ['begun', 3, 3]],
    ['a plan in the past', '2027-01-08', {}, ['over', 5, 3]],
    ['work over Christmas', today, withTask({ start: '2026-12-15', finish: '2026-12-23' }), ['holidays', 3, 2]],
    [
      'an August in a year between',
      today,
      { finish: '2029-03-01', ...withTask({ start: '2027-08-02', finish: '2027-08-10' }) },
      ['holidays', 3, 2],
    ],
    [
      'an end at Christmas',
      today,
      { finish: '2026-12-22', ...withTask({ finish: '2026-12-22', isCritical: true }) },
      ['holidays', 4, 4],
    ],
    [
      'an end in August',
      today,
      { finish: '2027-08-10', ...withTask({ start: '2027-08-02', finish: '2027-08-10' }) },
      ['holidays', 4, 2],
    ],
  ])('knows the calendar: %s', (_what, day, given, expected) => {
    expect(found(given, day)).toContainEqual(expected);
  });

  it('makes nothing of a season in which the plan has no working day', () => {
    const holidays = Array.from({ length: 11 }, (_, index) => `2026-12-${21 + index}`);
    const given = withTask({ start: '2026-12-15', finish: '2027-01-05' });
    const seasons = (off: string[]) =>
      risksOf({ ...given, finish: '2027-01-05', holidays: off }).filter(({ key }) => key === 'plan.4.holidays');
    expect(seasons([...holidays, '2027-01-01'])).toEqual([]);
    expect(seasons(holidays.slice(1))[0]?.reason).toContain('1 working day');
  });

  it('brings what is usual for the plan’s template, and says so', () => {
    const risks = risksOf({ template: 'migration' });
    expect(risks.map(({ title }) => title)).toEqual([
      'Old data may not fit',
      'The switch may take longer than the people can wait',
      'Something that uses the old system may be forgotten',
    ]);
    expect(risks[0]?.reason).toBe('Usual for a migration: plan 4 follows the template “migration”.');
  });

  it('keeps what two plans have in common apart, each with its plan', () => {
    const [one, other] = [4, 9].map((number) => risksOf({ number, template: 'migration', ...withTask({ owner: '' }) }));
    const keys = new Set(one?.map(({ key }) => key));
    expect(one?.length).toBe(other?.length);
    expect(other?.filter(({ key }) => keys.has(key))).toEqual([]);
    expect([...new Set([...(one ?? []), ...(other ?? [])].map(({ plan }) => plan))]).toEqual([4, 9]);
  });

  it('gives a worry the plan that it speaks of, or that was named', () => {
    const plan = planOf({ tasks: [...calmTasks, task('3.1', { name: 'Get the parts from the supplier' })] });
    const planOfWorry = (words: string, isNamed: boolean) =>
      assess({ plan, isNamed, words, asker: 'Maria', now: new Date(`${today}T10:00:00Z`) }).find(({ key }) =>
        key.startsWith('said.'),
      )?.plan;
    expect(planOfWorry('the supplier may be late', false)).toBe(4);
    expect(planOfWorry('it may rain', false)).toBeUndefined();
    expect(planOfWorry('it may rain', true)).toBe(4);
  });

  it('says what makes it heavy, and proposes a day before the work begins', () => {
    const build = { name: 'Build the shop', days: 4, owner: '', isCritical: true, start: '2026-11-27' };
    const [risk] = risksOf(withTask(build)).filter(({ key }) => key === 'plan.4.owners');
    expect(risk).toMatchObject({
      reason:
        '1 of 7 tasks names nobody (14 %): 3.1 Build the shop. It is critical, it takes 36 % of the plan’s 11 working days.',
      due: '2026-11-27',
    });
  });

  it('proposes no day for what is only watched or accepted', () => {
    const due = (title: string) => said(title)[0]?.due;
    expect(due('it may rain a little, probability 1, impact 2')).toBe('');
    expect(
      risksOf(named('Hire two people')).filter(({ response, due: day }) => response === 'accept' && day !== ''),
    ).toEqual([]);
  });

  it('leaves out what is usual where the plan itself shows it', () => {
    const keys = risksOf({ template: 'migration', ...named('Migrate the orders') }).map(({ key }) => key);
    expect(keys).toContain('plan.4.outside.migration');
    expect(keys).not.toContain('kind.migration.data');
  });

  it.each<[string, object]>([
    [
      'The supplier may be late',
      { title: 'The supplier may be late', category: 'Suppliers', probability: 3, impact: 4, response: 'transfer' },
    ],
    ['anna leaves in May', { title: 'Anna leaves in May', category: 'People', probability: 4, impact: 3, owner: '' }],
    [
      'I’m worried that the budget is very likely too small',
      { title: 'The budget is very likely too small', category: 'Money', probability: 5, impact: 2 },
    ],
    ['It is unlikely that GDPR blocks us', { category: 'Legal', probability: 2, impact: 4 }],
    ['a leak is very unlikely, but fatal', { category: 'Security', probability: 1, impact: 5 }],
    [
      'The board may say no, probability 5, impact 2, owner Ana Lima',
      { title: 'The board may say no', probability: 5, impact: 2, owner: 'Ana Lima' },
    ],
    ['我们担心供应商', { title: '我们担心供应商', category: 'Other', probability: 3, impact: 3 }],
    ['<script>alert(1)</script> may happen', { title: '<script>alert(1)</script> may happen' }],
  ])('reads the worry “%s”', (words, expected) => {
    const risks = said(words);
    expect(risks).toMatchObject([expected]);
    expect(risks[0]?.reason).toContain(`Maria Lindqvist said: “${words}”`);
  });

  it.each([
    ['sentences', 'The supplier may be late. Anna leaves in May!', 2],
    ['lines', '- the supplier may be late\n- we lack testers', 2],
    ['two worries with “and”', 'the supplier may be late and Anna leaves in May', 2],
    ['a shortened month', 'our database ends in Nov. 2026 - we may be late', 1],
    ['one with “and” in it', 'design and text may be late', 1],
    ['the same twice', 'the supplier may be late; The supplier may be late.', 1],
    ['nothing but signs', '… !!! 🚀', 0],
  ])('takes apart %s', (_what, words, count) => {
    expect(said(words)).toHaveLength(count);
  });

  it('rests a worry on the plan where it speaks of it', () => {
    const tasks = [
      ...calmTasks,
      task('3.1', { name: 'Get the parts from the supplier', owner: 'Ana Lima', isCritical: true }),
    ];
    const [late, leaves] = [
      said('the supplier may be late', planOf({ tasks }))[0],
      said('Ana is ill', planOf({ tasks }))[0],
    ];
    expect(late).toMatchObject({ owner: 'Ana Lima', impact: 4 });
    expect(late?.reason).toContain(
      'It touches 1 task in plan 4, 1 of them critical: 3.1 Get the parts from the supplier.',
    );
    expect(leaves).toMatchObject({ owner: '', impact: 4, category: 'People' });
    expect(leaves?.reason).toContain('Ana Lima has 1 task in plan 4');
  });

  it('takes the description of a project for what it is', () => {
    const risks = said('we want to build a mobile app');
    expect(risks.map(({ title }) => title)).toContain('A store may refuse the app');
    expect(risks[0]?.reason).toBe('Usual for an app: Maria Lindqvist said: “we want to build a mobile app”.');
  });

  it('does the same with a worry about such a project', () => {
    expect(said('the mobile app may be late').map(({ key }) => key)).toEqual(['said.the-mobile-app-may-be-late']);
  });

  const date = fc
    .integer({ min: 0, max: 900 })
    .map((day) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10));
  const anyTask = fc
    .record({
      code: fc.stringMatching(/^[1-9]\.[1-9]$/),
      name: fc.string({ maxLength: 80 }),
      days: fc.integer({ min: 0, max: 60 }),
      optimisticDays: fc.integer({ min: 0, max: 60 }),
      pessimisticDays: fc.integer({ min: 0, max: 90 }),
      owner: fc.constantFrom('', 'Ana Lima', 'Ben', '{x}', 'constructor'),
      isMilestone: fc.boolean(),
      isCritical: fc.boolean(),
      floatDays: fc.integer({ min: 0, max: 30 }),
      start: date,
      finish: date,
    })
    .map((given) =>
      task(given.code, {
        ...given,
        start: [given.start, given.finish].sort()[0] ?? '',
        finish: [given.start, given.finish].sort()[1] ?? '',
      }),
    );
  const anyPlan = fc.record({
    tasks: fc.array(anyTask, { maxLength: 30 }),
    start: date,
    finish: date,
    deadline: fc.oneof(fc.constant(''), date),
    template: fc.constantFrom('', 'unheard-of', 'constructor', ...Object.keys(kinds)),
    assumptions: fc.array(fc.string(), { maxLength: 5 }),
  });

  it('gives every plan and all words whole risks: in range, told apart, with a reason, highest score first', () => {
    fc.assert(
      fc.property(anyPlan, fc.string({ maxLength: 300, unit: 'grapheme' }), date, (given, words, day) => {
        const risks = risksOf(given, words, day);
        expect(new Set(risks.map(({ key }) => key)).size).toBe(risks.length);
        expect(risks.length).toBeLessThan(80);
        const scores = risks.map(({ probability, impact }) => probability * impact);
        expect(scores).toEqual(scores.toSorted((one, other) => other - one));
        for (const { probability, impact, reason, title, mitigation, trigger } of risks) {
          expect([1, 2, 3, 4, 5]).toContain(probability);
          expect([1, 2, 3, 4, 5]).toContain(impact);
          expect(title.length).toBeGreaterThan(0);
          expect(title.length).toBeLessThanOrEqual(200);
          expect(`${reason} ${title}`).not.toMatch(/NaN|undefined|Infinity/);
          expect(reason.length * mitigation.length * trigger.length).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('comes to the same with the same facts', () => {
    fc.assert(
      fc.property(anyPlan, (given) => {
        expect(risksOf(given)).toEqual(risksOf(structuredClone(given)));
      }),
      { numRuns: 20 },
    );
  });
});
