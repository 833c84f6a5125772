import { describe, expect, it } from 'vitest';
import { capability } from '../../../src/agents/risk/assess-project.ts';
import { type Assessment, type Context, type Plan, parse, type Risk, type Stores } from '../../../src/core/index.ts';
import { contextOf } from '../context.ts';
import { calmTasks, planOf, riskOf, task } from './plans.ts';

const project = 'aurora/shop';
const known = (plans: readonly Plan[], register: readonly Risk[] = []): Context =>
  contextOf({
    plans: {
      find: async (number) => plans.find((plan) => plan.number === number),
      latest: async (path) => plans.find((plan) => plan.project === path),
      names: async (path) => plans.filter(({ project: of }) => of === path),
      findDeleted: async () => undefined,
      issues: async () => [],
    },
    risks: { register: async () => [...register], find: async () => undefined },
    people: { members: async () => ['Maria Lindqvist'] },
  });
const compute = async (input: object, ctx = known([])) =>
  capability.compute(parse(capability.input, { project, ...input }), ctx);

/** A register to which an assessment has done that. */
const keeping = (register: readonly Risk[], done: Partial<Assessment> = {}, asked: unknown[] = []): Stores =>
  ({
    risks: {
      assess: async (...given: unknown[]) => {
        asked.push(given);
        return { register: [...register], added: [], changed: [], closed: [], kept: [], ...done };
      },
      update: () => Promise.reject(new Error('An assessment changes nothing by hand.')),
      reopen: () => Promise.reject(new Error('An assessment opens nothing with its plan.')),
    },
  }) as Pick<Stores, 'risks'> as Stores;
const answer = async (stores: Stores, input: object = { words: 'It may rain' }, ctx = known([])) =>
  parse(capability.output, await capability.store(await compute(input, ctx), stores));

describe('risk.assess-project', () => {
  it('hands the risks of the latest plan to the register, and answers with what is new, changed, as before and closed', async () => {
    const tasks = [...calmTasks, task('3.1', { owner: '', isCritical: true })];
    const asked: unknown[] = [];
    const register = [
      riskOf(1, { probability: 5, plan: 2, planTitle: 'Old shop', owner: 'Ana', due: '2026-11-13' }),
      riskOf(3, {
        title: '1 task without an owner',
        impact: 4,
        reason: '1 of 7 tasks names nobody.',
        due: '2026-12-01',
      }),
      riskOf(5, { before: { score: 4, at: new Date('2026-11-19T10:00:00Z') } }),
      riskOf(2, { state: 'closed', title: 'No test' }),
    ];
    const why = 'Plan 4 does not show it any more.';
    const done: Partial<Assessment> = {
      added: [3],
      changed: [5],
      closed: [{ number: 2, why }],
      kept: [{ number: 1, why: 'Plan 2 was deleted.' }],
    };
    const output = await answer(keeping(register, done, asked), {}, known([planOf({ tasks })]));
    expect(asked).toMatchObject([[project, 4, [{ key: 'plan.4.owners', plan: 4, impact: 4, due: '2026-12-01' }]]]);
    expect(output).toMatchObject({ project, plan: 4, planTitle: 'Web shop', found: 1, changed: 1, same: 1, gone: 1 });
    expect(output.risks.map(({ number, news }) => [number, news])).toEqual([
      [3, 'new'],
      [5, 'changed'],
      [1, 'same'],
    ]);
    expect(capability.present(output)).toMatchInlineSnapshot(`
      {
        "markdown": "**3 open risks** in aurora/shop: 1 new, 1 changed, 1 as before, 1 closed. Looked at plan 4, “Web shop”.

      **3 · 1 task without an owner** · new · plan 4, Web shop  
      **12** high: probability medium (3), impact high (4)  
      1 of 7 tasks names nobody.  
      *Reduce by 1 Dec 2026:* Watch it. *Expected then:* 4 low  
      *Watch for:* A sign. *Owner:* nobody is named

      **5 · Risk 5** · changed · plan 4, Web shop  
      **9** moderate, up from 4 on 19 Nov 2026: probability medium (3), impact medium (3)  
      A fact.  
      *Reduce:* Watch it. *Expected then:* 3 low  
      *Watch for:* A sign. *Owner:* nobody is named

      **1 · Risk 1** · plan 2, Old shop  
      **15** high: probability very high (5), impact medium (3)  
      A fact.  
      *Reduce by 13 Nov 2026 (overdue):* Watch it. *Expected then:* 9 moderate  
      *Watch for:* A sign. *Owner:* Ana

      *Closed:* 2 No test. Plan 4 does not show it any more.

      *Still open, as people said or changed it:* 1 Risk 1. Plan 2 was deleted.

      Close what is over: “risk 1 is closed”.

      To change one, say for example “risk 3 probability 4, owner Ana”.",
        "pictures": [
          {
            "alt": "Heat map of 3 risks by probability and impact. Highest: 1 Risk 1 (plan 2) (15 high); 3 1 task without an owner (plan 4) (12 high); 5 Risk 5 (plan 4) (9 moderate).",
            "kind": "heat-map",
            "points": [
              {
                "group": "plan 2",
                "impact": 3,
                "label": "Risk 1",
                "number": 1,
                "probability": 5,
              },
              {
                "group": "plan 4",
                "impact": 4,
                "label": "1 task without an owner",
                "number": 3,
                "probability": 3,
              },
              {
                "group": "plan 4",
                "impact": 3,
                "label": "Risk 5",
                "number": 5,
                "probability": 3,
              },
            ],
            "title": "Risks of aurora/shop",
          },
        ],
      }
    `);
  });

  it('looks at the plan that is named', async () => {
    const plans = [planOf({ number: 5 }), planOf({ number: 4, tasks: [...calmTasks, task('3.1', { owner: '' })] })];
    expect((await compute({ plan: 4 }, known(plans))).found).toMatchObject([{ key: 'plan.4.owners' }]);
  });

  it('says how to choose another plan when none was named and there are several', async () => {
    const plans = [5, 4, 2].map((number) => planOf({ number, title: `Shop ${number}` }));
    const told = async (input: object) =>
      capability.present(await answer(keeping([]), input, known(plans))).markdown.split('\n')[0];
    expect(await told({})).toMatchInlineSnapshot(
      `"**No open risks** in aurora/shop. Looked at plan 5, “Shop 5”, the one that was changed last. For plan 4, “Shop 4”, add \`plan=4\`. There is 1 more: “plan list”."`,
    );
    expect(await told({ plan: 4 })).toMatch(/Looked at plan 4, “Shop 4”\.$/);
  });

  it('says when nobody is called as the owner that was said, and is about what was said', async () => {
    const words = 'The crane may break, owner Zebulon. The rain may come, owner Maria';
    const output = await answer(keeping([riskOf(1)]), { words });
    expect(output.title).toBe('The crane may break. The rain may come');
    expect(output.notes).toMatchObject([expect.stringMatching(/^Nobody here is called Zebulon/)]);
    expect(capability.present(output).markdown).toContain('Nobody here is called Zebulon');
    const { found } = await compute({ words });
    expect(found.map(({ owner }) => owner).toSorted()).toEqual(['Maria Lindqvist', 'Zebulon']);
  });

  it('closes what is left of plans that were deleted, where there is no plan any more', async () => {
    expect((await compute({}, known([], [riskOf(1)]))).found).toEqual([]);
    await expect(compute({}, known([], [riskOf(1, { state: 'closed' })]))).rejects.toMatchObject({
      code: 'input.invalid',
    });
  });

  it('names the plan beside each risk where there are several', async () => {
    const title = 'No task has an owner';
    const register = [riskOf(1, { title }), riskOf(2, { title, plan: 7, planTitle: 'Stock_check' })];
    const { markdown, pictures } = capability.present(await answer(keeping(register, { added: [2] })));
    expect(markdown).toContain(`**1 · ${title}** · plan 4, Web shop`);
    expect(markdown).toContain(`**2 · ${title}** · new · plan 7, Stock\\_check`);
    expect(pictures).toMatchObject([
      {
        points: [
          { label: title, group: 'plan 4' },
          { label: title, group: 'plan 7' },
        ],
        alt: expect.stringContaining('(plan 7)'),
      },
    ]);
    const [one] = register;
    expect(capability.present(await answer(keeping(one ? [one] : []))).markdown).not.toContain('· plan 4');
  });

  it('tells the highest risks in words that a chat takes whole', async () => {
    const long = (number: number) => riskOf(number, { title: 'The supplier may be late '.repeat(8), plan: number });
    const register = Array.from({ length: 60 }, (_, index) => long(index + 1));
    const { pictures } = capability.present(await answer(keeping(register)));
    expect(pictures?.[0]?.alt.length).toBeLessThan(1_000);
  });

  it('needs no plan when something was said', async () => {
    const { plan, found } = await compute({ words: 'The supplier may be late.' });
    expect([plan, found.map(({ title }) => title)]).toEqual([undefined, ['The supplier may be late']]);
  });

  it('says so when a plan shows no risk', async () => {
    expect(capability.present(await answer(keeping([]), {}, known([planOf()])))).toMatchInlineSnapshot(`
      {
        "markdown": "**No open risks** in aurora/shop. Looked at plan 4, “Web shop”.",
        "pictures": [],
      }
    `);
  });

  it.each<[string, object, RegExp]>([
    ['neither plan nor words', {}, /There is no plan of aurora\/shop to look at\. Make a plan first/],
    ['words without a word', { words: '!!! 🚀' }, /no words that name a risk/],
    ['an unknown plan', { plan: 99 }, /There is no plan 99 in your projects/],
    ['a plan of another project', { plan: 7 }, /belongs to aurora\/till, and not to aurora\/shop/],
    ['a change of a risk', { words: '3 probability 4 owner Ana' }, /Say it so: risk 3 probability 4 owner Ana/],
    ['a deletion', { words: 'delete risk 3' }, /Say it so: risk 3 is closed/],
    ['the end of a risk', { words: 'close risk 3, it is over' }, /Say it so: risk 3 is closed, it is over/],
    ['too many worries', { words: 'It may rain. '.repeat(21) }, /21 worries are too many at once/],
    ['5,000 words', { words: 'late '.repeat(5_000) }, /words:? is at most 4000 characters/],
    ['a negative plan', { plan: -1 }, /Please check:? plan/],
  ])('refuses %s with what to do', async (_what, input, message) => {
    const ctx = known(
      [planOf({ number: 7, project: 'aurora/till' })].filter(({ number }) => 'plan' in input && number === input.plan),
    );
    await expect(compute(input, ctx)).rejects.toMatchObject({
      code: 'input.invalid',
      message: expect.stringMatching(message),
    });
  });

  it.each([
    ['of plan 3', { plan: 3 }],
    ['what are the risks of the project?', {}],
    ['plan #3: the supplier may be late', { plan: 3, words: 'the supplier may be late' }],
    ['Welche Risiken gibt es?', {}],
    ['¿Cuáles son los riesgos?', {}],
    ['quels sont les risques du plan 2 ?', { plan: 2 }],
    ['有哪些风险？', {}],
    ['is the risk too big?', { words: 'is the risk too big?' }],
    ['Anna leaves in May', { words: 'Anna leaves in May' }],
    ['the plan may slip', { words: 'the plan may slip' }],
  ])('reads “%s”', (words, raw) => {
    expect(capability.fromWords?.(words)).toEqual(raw);
  });

  it('shows three in full, some in short, and counts the rest', async () => {
    const register = Array.from({ length: 14 }, (_, index) => riskOf(index + 1, { title: `<b>Risk</b> ${index + 1}` }));
    const { markdown, pictures } = capability.present(await answer(keeping(register)));
    expect(markdown).toContain('4 more: say “risk register”.');
    expect(markdown).not.toContain('<b>');
    expect(pictures).toMatchObject([{ kind: 'heat-map', title: 'Risks of aurora/shop', points: { length: 14 } }]);
    expect(pictures?.[0]?.alt).toMatch(/^Heat map of 14 risks by .*; and 6 more\.$/);
  });
});
