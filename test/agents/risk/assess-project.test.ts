import { describe, expect, it } from 'vitest';
import { capability } from '../../../src/agents/risk/assess-project.ts';
import { type Context, type Plan, parse, type Risk, type RiskContent, type Stores } from '../../../src/core/index.ts';
import { contextOf } from '../context.ts';
import { calmTasks, planOf, riskOf, task } from './plans.ts';

const project = 'aurora/shop';
const known = (plans: readonly Plan[], register: readonly Risk[] = []): Context =>
  contextOf({
    plans: {
      find: async (number) => plans.find((plan) => plan.number === number),
      latest: async (path) => plans.find((plan) => plan.project === path),
    },
    risks: { register: async () => [...register], find: async () => undefined },
  });
const compute = async (input: object, ctx = known([])) =>
  capability.compute(parse(capability.input, { project, ...input }), ctx);

/** A register that numbers what it is given. */
const keeping = (asked: unknown[], register: readonly Risk[]) =>
  ({
    risks: {
      assess: async (...given: [string, number | undefined, readonly RiskContent[]]) => {
        asked.push(given);
        return [...register];
      },
    },
  }) as Pick<Stores, 'risks'> as Stores;

describe('risk.assess-project', () => {
  it('hands the risks of the latest plan to the register, and answers with what is open', async () => {
    const tasks = [...calmTasks, task('3.1', { owner: '', isCritical: true })];
    const before = [riskOf(1), riskOf(2)];
    const computed = await compute({}, known([planOf({ tasks })], before));
    const asked: unknown[] = [];
    const register = [
      riskOf(3, { title: '1 task without an owner', impact: 4, reason: '1 of 7 tasks names nobody.' }),
      riskOf(1),
      riskOf(2, { state: 'closed' }),
    ];
    const output = parse(capability.output, await capability.store(computed, keeping(asked, register)));
    expect(asked).toMatchObject([[project, 4, [{ key: 'plan.4.owners', impact: 4 }]]]);
    expect(output).toMatchObject({ project, plan: 4, planTitle: 'Web shop', found: 1, gone: 1 });
    expect(output.risks.map(({ number }) => number)).toEqual([3, 1]);
    expect(capability.present(output)).toMatchInlineSnapshot(`
      {
        "markdown": "**2 open risks** in aurora/shop, 1 of them new. Looked at plan 4, “Web shop”. 1 risk closed, as the plan does not show it any more.

      **3 · 1 task without an owner**  
      **12** high: probability medium (3), impact high (4)  
      1 of 7 tasks names nobody.  
      *Reduce:* Watch it.  
      *Watch for:* A sign. *Owner:* nobody is named

      **1 · Risk 1**  
      **9** moderate: probability medium (3), impact medium (3)  
      A fact.  
      *Reduce:* Watch it.  
      *Watch for:* A sign. *Owner:* nobody is named

      To change one, say for example “risk update-risk 3 probability 4 owner Ana”.",
        "pictures": [
          {
            "alt": "Heat map of 2 risks by probability and impact. Highest: 3 1 task without an owner (12 high); 1 Risk 1 (9 moderate).",
            "kind": "heat-map",
            "points": [
              {
                "impact": 4,
                "label": "1 task without an owner",
                "number": 3,
                "probability": 3,
              },
              {
                "impact": 3,
                "label": "Risk 1",
                "number": 1,
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

  it('needs no plan when something was said', async () => {
    const { plan, found } = await compute({ words: 'The supplier may be late.' });
    expect([plan, found.map(({ title }) => title)]).toEqual([undefined, ['The supplier may be late']]);
  });

  it('says so when a plan shows no risk', async () => {
    const computed = await compute({}, known([planOf()]));
    const output = parse(capability.output, await capability.store(computed, keeping([], [])));
    expect(capability.present(output)).toMatchInlineSnapshot(`
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
    ['a change of a risk', { words: '3 probability 4 owner Ana' }, /risk update-risk 3 probability 4 owner Ana/],
    ['too many worries', { words: 'It may rain. '.repeat(21) }, /21 worries are too many at once/],
    ['5,000 words', { words: 'late '.repeat(5_000) }, /words: is at most 4000 characters/],
    ['a negative plan', { plan: -1 }, /Please check plan/],
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
    ['Anna leaves in May', { words: 'Anna leaves in May' }],
    ['the plan may slip', { words: 'the plan may slip' }],
  ])('reads “%s”', (words, raw) => {
    expect(capability.fromWords?.(words)).toEqual(raw);
  });

  it('shows three in full, some in short, and counts the rest', async () => {
    const register = Array.from({ length: 14 }, (_, index) => riskOf(index + 1, { title: `<b>Risk</b> ${index + 1}` }));
    const output = parse(
      capability.output,
      await capability.store(await compute({ words: 'It may rain' }), keeping([], register)),
    );
    const { markdown, pictures } = capability.present(output);
    expect(markdown).toContain('4 more: say “risk register”.');
    expect(markdown).not.toContain('<b>');
    expect(pictures).toMatchObject([{ kind: 'heat-map', title: 'Risks of aurora/shop', points: { length: 14 } }]);
  });
});
