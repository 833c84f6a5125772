import { beforeEach, describe, expect, it, vi } from 'vitest';
import { capability } from '../../../src/agents/sales/capture-lead.ts';
import { leadIdsOf } from '../../../src/agents/sales/lead-id.ts';
import { readTold } from '../../../src/agents/sales/lead-input.ts';
import { parse } from '../../../src/core/index.ts';

const counted = vi.hoisted(() => ({ people: 0, dates: 0 }));
vi.mock('../../../src/agents/sales/person.ts', async (load) => {
  const real = await load<typeof import('../../../src/agents/sales/person.ts')>();
  const findPerson: typeof real.findPerson = (...given) => {
    counted.people += 1;
    return real.findPerson(...given);
  };
  return { ...real, findPerson };
});
vi.mock('../../../src/agents/sales/follow-up-date.ts', async (load) => {
  const real = await load<typeof import('../../../src/agents/sales/follow-up-date.ts')>();
  const findFollowUpDate: typeof real.findFollowUpDate = (...given) => {
    counted.dates += 1;
    return real.findFollowUpDate(...given);
  };
  return { ...real, findFollowUpDate };
});
beforeEach(() => {
  counted.people = 0;
  counted.dates = 0;
});

const inputOf = (raw: object) => parse(capability.input, { project: 'aurora/shop', ...raw });
const met = 'Met Dana Ortiz from Acme GmbH, next Tuesday';

describe('the key of sales.capture-lead', () => {
  it.each<[string, object, number]>([
    ['an address in the text', { text: `${met}, dana.ortiz@acme.example, +49 30 1234567` }, 0],
    ['an address beside the text', { text: `${met}, eva@acme.example`, email: 'dana.ortiz@acme.example' }, 0],
    ['an address in the text before a number beside it', { text: 'eva@acme.example', phone: '+49 30 1234567' }, 0],
    ['a number', { text: `${met}, +49 30 1234567` }, 0],
    ['a number of a country', { text: `${met}, Tel. 030 1234567`, country: 'DE' }, 0],
    ['a name only', { text: met }, 1],
  ])('looks for no more than it is made of: %s', (_what, raw, people) => {
    const input = inputOf(raw);
    const key = capability.key(input);
    expect(counted).toEqual({ people, dates: 0 });
    expect(key).toBe(leadIdsOf(readTold(input, new Date(0)).contact)[0]);
  });

  it('is made of the words where nobody is named', () => {
    expect(capability.key(inputOf({ text: 'somebody' }))).not.toBe(capability.key(inputOf({ text: 'somebody else' })));
  });
});
