import { describe, expect, it } from 'vitest';
import { capability } from '../../../src/agents/risk/update-risk.ts';
import { parse, type Risk, type RiskChange, type Stores } from '../../../src/core/index.ts';
import { contextOf } from '../context.ts';
import { riskOf } from './plans.ts';

const before = riskOf(3, { owner: 'Ben', title: 'The supplier may be late' });
const ctx = contextOf({
  risks: { register: async () => [before], find: async (number) => (number === 3 ? before : undefined) },
});
const compute = async (input: object) => capability.compute(parse(capability.input, input), ctx);
const storing = (after: Risk) =>
  ({ risks: { update: async (_number: number, fields: RiskChange) => ({ ...after, ...fields }) } }) as Pick<
    Stores,
    'risks'
  >;
const update = async (input: object) => {
  const stores = storing(before) as Stores;
  return parse(capability.output, await capability.store(await compute(input), stores));
};

describe('risk.update-risk', () => {
  it('changes what was said, and shows the risk as it is then', async () => {
    const output = await update({ number: 3, probability: 4, owner: 'Ana Lima', state: 'mitigated' });
    expect(output.changed).toEqual(['probability', 'owner', 'state']);
    expect(capability.present(output)).toMatchInlineSnapshot(`
      {
        "markdown": "Changed: probability, owner, state.

      **3 · The supplier may be late**  
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

  it('says when it was so already', async () => {
    const output = await update({ number: 3, owner: 'Ben' });
    expect(output.changed).toEqual([]);
    expect(capability.present(output).markdown).toContain('It was so already.');
  });

  it.each<[string, object, RegExp]>([
    ['an unknown risk', { number: 9, state: 'closed' }, /There is no risk 9 in your projects\. Say “risk register”/],
    ['nothing to change', { number: 3 }, /Nothing was said to change of risk 3/],
    ['no number', { state: 'closed' }, /number: is the number of a risk/],
    ['a probability of 6', { number: 3, probability: 6 }, /probability: is from 1 \(very low\) to 5 \(very high\)/],
    ['a negative impact', { number: 3, impact: -1 }, /impact: is from 1 \(very low\) to 5/],
    ['half a level', { number: 3, impact: 2.5 }, /impact: is from 1/],
    ['a word for a level', { number: 3, impact: 'banana' }, /impact: is from 1/],
    ['an unknown state', { number: 3, state: 'sleeping' }, /Please check state/],
    ['5,000 words', { number: 3, mitigation: 'word '.repeat(5_000) }, /Please check mitigation/],
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
    ['12 reopened', { number: 12, state: 'open' }],
    ['hello', {}],
  ])('reads “%s”', (words, raw) => {
    expect(capability.fromWords?.(words)).toEqual(raw);
  });
});
