import { describe, expect, it } from 'vitest';
import { capability } from '../../../src/agents/risk/show-register.ts';
import { parse, type Risk } from '../../../src/core/index.ts';
import { contextOf } from '../context.ts';
import { riskOf } from './plans.ts';

const register = [
  riskOf(3, { probability: 5, impact: 4, owner: 'Ana Lima' }),
  riskOf(1),
  riskOf(2, { state: 'closed', probability: 1 }),
];
const show = async (input: object, kept: readonly Risk[] = register) => {
  const ctx = contextOf({
    risks: { register: async () => [...kept], find: async (number) => kept.find((each) => each.number === number) },
  });
  const asked = parse(capability.input, { project: 'aurora/shop', ...input });
  return parse(capability.output, await capability.run(asked, ctx));
};

describe('risk.show-register', () => {
  it('shows the open ones, the highest score first, with a heat map', async () => {
    expect(capability.present(await show({}))).toMatchInlineSnapshot(`
      {
        "markdown": "**2 open risks** in aurora/shop:

      - **3** Risk 3 · 20 very high · Ana Lima
      - **1** Risk 1 · 9 moderate",
        "pictures": [
          {
            "alt": "Heat map of 2 risks by probability and impact. Highest: 3 Risk 3 (20 very high); 1 Risk 1 (9 moderate).",
            "kind": "heat-map",
            "points": [
              {
                "impact": 4,
                "label": "Risk 3",
                "number": 3,
                "probability": 5,
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

  it.each([
    ['closed', [2]],
    ['all', [3, 1, 2]],
    ['happened', []],
  ])('shows those that are %s', async (state, numbers) => {
    expect((await show({ state })).risks.map(({ number }) => number)).toEqual(numbers);
  });

  it.each([
    ['of a state that none has', 'happened', register, 'None of the 3 risks in aurora/shop is happened.'],
    ['of an empty register', 'open', [], 'The register of aurora/shop is empty.'],
  ])('says what to do when there is nothing %s', async (_what, state, kept, words) => {
    const answer = capability.present(await show({ state }, kept));
    expect(answer.markdown).toContain(words);
    expect(answer.pictures).toBeUndefined();
  });

  it('names plans, days and trends, and counts what is overdue', async () => {
    const kept = [
      riskOf(3, { impact: 5, due: '2026-11-19', before: { score: 9, at: new Date('2026-11-18T10:00:00Z') } }),
      riskOf(1, { due: '2026-12-04', before: { score: 16, at: new Date('2026-11-18T10:00:00Z') } }),
      riskOf(5, { plan: 7, planTitle: 'Stock check', impact: 2 }),
      riskOf(7, { plan: undefined, planTitle: '', impact: 1 }),
      riskOf(8, { plan: 6, planTitle: '', impact: 1 }),
    ];
    expect(capability.present(await show({}, kept)).markdown).toMatchInlineSnapshot(`
      "**5 open risks** in aurora/shop, 1 overdue:

      - **3** Risk 3 · 15 high ↑ from 9 · overdue since 19 Nov 2026 · plan 4, Web shop
      - **1** Risk 1 · 9 moderate ↓ from 16 · by 4 Dec 2026 · plan 4, Web shop
      - **5** Risk 5 · 6 moderate · plan 7, Stock check
      - **7** Risk 7 · 3 low · no plan
      - **8** Risk 8 · 3 low · plan 6, deleted"
    `);
    expect((await show({ state: 'overdue' }, kept)).risks.map(({ number }) => number)).toEqual([3]);
    expect((await show({ plan: 7 }, kept)).risks.map(({ number }) => number)).toEqual([5]);
    expect(capability.present(await show({ plan: 99 }, kept)).markdown).toContain('aurora/shop, plan 99 is empty');
  });

  it('says why a risk is closed', async () => {
    const { markdown } = capability.present(
      await show({ state: 'closed' }, [riskOf(2, { state: 'closed', note: 'Plan 4 was deleted.', due: '2026-11-19' })]),
    );
    expect(markdown).toContain('- **2** Risk 2 · 9 moderate · closed · Plan 4 was deleted.');
  });

  it('lists at most 25', async () => {
    const many = Array.from({ length: 30 }, (_, index) => riskOf(index + 1));
    expect(capability.present(await show({}, many)).markdown).toContain('and 5 more');
  });

  it.each([
    ['the closed ones', { state: 'closed' }],
    ['everything', { state: 'all' }],
    ['of plan 2', { plan: 2 }],
    ['the overdue ones of plan #3', { state: 'overdue', plan: 3 }],
    ['please', {}],
    ['that Jonas owns', { owner: 'Jonas' }],
    ['does Jonas Weber own?', { owner: 'Jonas Weber' }],
    ['of Ana', { owner: 'Ana' }],
    ['without an owner', { owner: 'nobody' }],
    ['that I own', { owner: 'me' }],
    ['the 3 highest', { top: 3 }],
    ['about money', { about: 'money' }],
    ['about the supplier of plan 2', { about: 'supplier', plan: 2 }],
  ])('reads “%s”', (words, raw) => {
    expect(capability.fromWords?.(words)).toEqual(raw);
  });

  it.each<[object, number[]]>([
    [{ owner: 'ana' }, [3]],
    [{ owner: 'nobody' }, [1]],
    [{ owner: 'me' }, []],
    [{ top: 1 }, [3]],
    [{ about: 'RISK 1' }, [1]],
    [{ number: 2 }, [2]],
  ])('shows those of %j', async (input, numbers) => {
    expect((await show(input)).risks.map(({ number }) => number)).toEqual(numbers);
  });

  it('says whose risks it shows, and tells one in full', async () => {
    expect(capability.present(await show({ owner: 'ana' })).markdown).toMatch(
      /^\*\*1 open risk\*\* in aurora\/shop, of ana:/,
    );
    expect(capability.present(await show({ owner: 'me' })).markdown).toMatch(/of Maria Lindqvist/);
    expect(capability.present(await show({ number: 3 })).markdown).toContain('*Watch for:*');
    await expect(show({ number: 99 })).rejects.toThrow(/There is no risk 99/);
  });

  it('asks back what it does not understand of words', () => {
    expect(() => capability.fromWords?.('as an animated film in colour')).toThrow(/did not understand “.*film.*”/);
  });

  it('refuses a state that there is not', async () => {
    await expect(show({ state: 'sleeping' })).rejects.toMatchObject({ code: 'input.invalid' });
  });
});
