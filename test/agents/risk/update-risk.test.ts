import { describe, expect, it } from 'vitest';
import { capability } from '../../../src/agents/risk/update-risk.ts';
import { parse, type Risk, type RiskChange, type Stores } from '../../../src/core/index.ts';
import { contextOf } from '../context.ts';
import { planOf, riskOf, task } from './plans.ts';

const before = riskOf(3, { owner: 'Ben', title: 'The supplier may be late' });
const ctx = contextOf({
  risks: { register: async () => [before], find: async (number) => (number === 3 ? before : undefined) },
  people: { members: async () => ['Ana Lima', 'Ben Okoro', 'Ben Lee', 'Maria Lindqvist'] },
  plans: {
    find: async () => planOf({ tasks: [task('1.1', { owner: 'Chidi' })], team: ['Dana Ortiz'] }),
    latest: async () => undefined,
    names: async () => [],
    findDeleted: async () => undefined,
    issues: async () => [],
  },
});
const compute = async (input: object) => capability.compute(parse(capability.input, input), ctx);
const storing = (after: (fields: RiskChange) => Risk): Stores =>
  ({
    risks: {
      update: async (_number: number, fields: RiskChange) => after(fields),
      assess: () => Promise.reject(new Error('A change assesses nothing.')),
      reopen: () => Promise.reject(new Error('A change opens nothing with its plan.')),
    },
  }) as Pick<Stores, 'risks'> as Stores;
const update = async (input: object) => {
  const stores = storing((fields) => ({ ...before, ...fields }));
  return parse(capability.output, await capability.store(await compute(input), stores));
};

describe('risk.update-risk', () => {
  it('changes what was said, and shows the risk as it is then', async () => {
    const output = await update({ number: 3, probability: 4, owner: 'Ana Lima', state: 'mitigated' });
    expect(output.changed).toEqual(['probability', 'owner', 'state']);
    expect(capability.present(output)).toMatchInlineSnapshot(`
      {
        "markdown": "Changed: probability, owner, state.

      **3 · The supplier may be late** · plan 4, Web shop  
      **12** high: probability high (4), impact medium (3)  
      A fact.  
      *Reduce:* Watch it.  
      *Watch for:* A sign. *Owner:* Ana Lima  
      *State:* mitigated",
      }
    `);
  });

  it.each<[string, object, RiskChange]>([
    ['me', { owner: 'me' }, { owner: 'Maria Lindqvist' }],
    ['nobody', { owner: 'nobody' }, { owner: '' }],
    ['another person', { owner: '  Zoë Ångström ' }, { owner: 'Zoë Ångström' }],
    [
      'what is done',
      { mitigation: 'Ask twice.', response: 'transfer' },
      { mitigation: 'Ask twice.', response: 'transfer' },
    ],
  ])('sets %s', async (_what, input, fields) => {
    expect((await compute({ number: 3, ...input })).fields).toEqual(fields);
  });

  it.each<[string, string, RegExp]>([
    ['maria', 'Maria Lindqvist', /^$/],
    ['@ana.lima', 'Ana Lima', /^$/],
    ['chidi', 'Chidi', /^$/],
    ['dana', 'Dana Ortiz', /^$/],
    ['Zebulon', 'Zebulon', /^Nobody here is called Zebulon; .* Known are: Ana Lima, Ben Okoro, Ben Lee, Maria/],
    ['Ben', 'Ben', /^Ben may be Ben Okoro, Ben Lee; the name is kept as written\. Say the whole name\.$/],
  ])('takes %s as an owner: %s', async (owner, name, note) => {
    const { fields, notes } = await compute({ number: 3, owner });
    expect(fields).toEqual({ owner: name });
    expect(notes.join()).toMatch(note);
  });

  it.each<[string, object, RiskChange]>([
    ['a day in words', { due: '15 December' }, { due: '2026-12-15' }],
    ['an ISO day', { due: '2027-03-31' }, { due: '2027-03-31' }],
    ['no day', { due: 'none' }, { due: '' }],
    ['what is expected then', { residual: 4 }, { residual: 4 }],
    ['why it is closed', { state: 'closed', note: 'Signed.' }, { note: 'Signed.', state: 'closed' }],
    [
      'its words',
      { title: 'Parts may be late', trigger: 'No call.' },
      { title: 'Parts may be late', trigger: 'No call.' },
    ],
  ])('sets %s', async (_what, input, fields) => {
    expect((await compute({ number: 3, ...input })).fields).toEqual(fields);
  });

  it('shows the day, what is expected then, how the score moved, and what is overdue', async () => {
    const moved = riskOf(3, {
      probability: 5,
      impact: 4,
      due: '2026-11-19',
      residual: 6,
      before: { score: 9, at: new Date('2026-11-18T10:00:00Z') },
      note: 'They *promised*.',
    });
    const stores = storing(() => moved);
    const output = parse(capability.output, await capability.store(await compute({ number: 3, impact: 4 }), stores));
    const { markdown } = capability.present(output);
    expect(markdown).toContain(
      '**20** very high, up from 9 on 18 Nov 2026: probability very high (5), impact high (4)',
    );
    expect(markdown).toContain('*Reduce by 19 Nov 2026 (overdue):* Watch it. *Expected then:* 6 moderate');
    expect(markdown).toContain('*Note:* They \\*promised\\*.');
  });

  it('says when it was so already', async () => {
    const output = await update({ number: 3, owner: 'Ben' });
    expect(output.changed).toEqual([]);
    expect(capability.present(output).markdown).toContain('It was so already.');
  });

  it.each<[string, object, RegExp]>([
    ['an unknown risk', { number: 9, state: 'closed' }, /There is no risk 9 in your projects\. Say “risk register”/],
    ['nothing to change', { number: 3 }, /Nothing was said to change of risk 3/],
    ['no number', { state: 'closed' }, /number:? is the number of a risk/],
    ['a probability of 6', { number: 3, probability: 6 }, /probability:? is from 1 \(very low\) to 5 \(very high\)/],
    ['a negative impact', { number: 3, impact: -1 }, /impact:? is from 1 \(very low\) to 5/],
    ['half a level', { number: 3, impact: 2.5 }, /impact:? is from 1/],
    ['a word for a level', { number: 3, impact: 'banana' }, /impact:? is from 1/],
    ['an unknown state', { number: 3, state: 'sleeping' }, /Please check:? state/],
    ['a day that is over', { number: 3, due: '2026-11-19' }, /19 Nov 2026 is over/],
    ['30 February', { number: 3, due: '2027-02-30' }, /2027-02-30/],
    ['what is no day', { number: 3, due: 'banana' }, /cannot read “banana” as a day/],
    ['a day in a thousand years', { number: 3, due: '3026-01-01' }, /too far away/],
    ['a score of 26', { number: 3, residual: 26 }, /residual:? is a score, from 1 to 25/],
    ['5,000 words', { number: 3, mitigation: 'word '.repeat(5_000) }, /Please check:? mitigation/],
  ])('refuses %s with what to do', async (_what, input, message) => {
    await expect(compute(input)).rejects.toMatchObject({
      code: 'input.invalid',
      message: expect.stringMatching(message),
    });
  });

  it.each<[string, object]>([
    ['3 probability 4 owner Ana mitigated', { number: 3, probability: 4, owner: 'Ana', state: 'mitigated' }],
    ['risk 3 is closed', { number: 3, state: 'closed' }],
    ['#7 impact very high, response transfer', { number: 7, impact: 5, response: 'transfer' }],
    ['5 owner Ana Lima and probability low', { number: 5, owner: 'Ana Lima', probability: 2 }],
    ['3 prob 9', { number: 3, probability: 9 }],
    ['3 probability banana', { number: 3, probability: 'banana' }],
    ['3 owner none', { number: 3, owner: 'nobody' }],
    [
      '3 mitigation call them; the state of the art is closed',
      { number: 3, mitigation: 'call them; the state of the art is closed' },
    ],
    [
      '3 mitigation buy insurance, owner Jonas, due Friday',
      { number: 3, mitigation: 'buy insurance', owner: 'Jonas', due: 'Friday' },
    ],
    ['3 mitigation name an owner, and say so', { number: 3, mitigation: 'name an owner, and say so' }],
    ['1 probability 70%', { number: 1, probability: 4 }],
    ['1 probability 700%', { number: 1, probability: 700 }],
    ['4 high impact and low probability', { number: 4, impact: 4, probability: 2 }],
    ['1 is 50 % likely', { number: 1, probability: 4 }],
    ['12 reopened', { number: 12, state: 'open' }],
    ['2 probability high, owner Ana', { number: 2, probability: 4, owner: 'Ana' }],
    ['3 is closed because the contract is signed', { number: 3, state: 'closed', note: 'the contract is signed' }],
    ['close risk 4', { number: 4, state: 'closed' }],
    ['set risk 4 likelihood to low', { number: 4, probability: 2 }],
    ['5 strategy accept', { number: 5, response: 'accept' }],
    ['5 owner Ana, due next Friday', { number: 5, owner: 'Ana', due: 'next Friday' }],
    ['5 due date 2027-03-31 residual score 4', { number: 5, due: '2027-03-31', residual: 4 }],
    ['5 residual low', { number: 5, residual: 'low' }],
    ['5 status happened', { number: 5, state: 'happened' }],
    ['5 trigger: the owner is on leave', { number: 5, trigger: 'the owner is on leave' }],
    ['probability high', { probability: 4 }],
    ['2 suppliers are over budget', { number: 2 }],
    ['2 people may leave because of the office', { number: 2 }],
    ['3 happened yesterday', { number: 3, state: 'happened' }],
    ['3 has come true', { number: 3, state: 'happened' }],
    ['hello', {}],
  ])('reads “%s”', (words, raw) => {
    expect(capability.fromWords?.(words)).toEqual(raw);
  });
});
