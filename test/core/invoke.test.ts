import { describe, expect, it } from 'vitest';
import {
  AppError,
  admit,
  type Capability,
  type Context,
  type Gate,
  invoke,
  type Outcome,
  type Principal,
  type Stores,
} from '../../src/core/index.ts';
import { contextOf } from '../agents/context.ts';
import { maria, openIssue, pushBranch, showPlan, whoAmI } from './registry.ts';

/** Stores that keep nothing. */
const stores = {} as Stores;

/** A gate in memory: remembers each step's outcome and what was put on record. */
function scriptedGate(planned: () => Promise<string> = async () => 'effect-1') {
  const records: string[] = [];
  const outcomes = new Map<string, Outcome>();
  const gate: Gate = {
    plan: planned,
    store: (_ctx, _capability, work) => work(stores),
    async once({ step = '' }, _capability, work) {
      const outcome = outcomes.get(step) ?? (await work());
      outcomes.set(step, outcome);
      return outcome;
    },
    async audited(_ctx, { name }, work) {
      try {
        const outcome = await work();
        records.push(`${name} ${outcome.kind === 'refused' ? outcome.code : outcome.kind}`);
        return outcome;
      } catch (error) {
        records.push(`${name} error`);
        throw error;
      }
    },
  };
  return { gate, records };
}

const as = (principal: Partial<Principal> = {}): Context =>
  contextOf({ principal: { ...maria, ...principal }, step: 'call-0' });
const failing = (error: unknown): Capability => ({ ...whoAmI, run: () => Promise.reject(error) });

describe('to admit', () => {
  it('fills in what was left out', () => {
    expect(admit(showPlan, { project: 'aurora/shop' }, maria)).toMatchObject({ weeks: 4, order: 'date' });
  });

  it.each<[string, Capability, unknown, Partial<Principal>, string, RegExp]>([
    ['what is missing', showPlan, {}, {}, 'input.invalid', /project/],
    ['what is no object', whoAmI, 'text', {}, 'input.invalid', /input/],
    ['what nobody asked for', whoAmI, { tenant: 'x' }, {}, 'input.invalid', /tenant: is not known here/],
    ['a wrong type', showPlan, { project: 'aurora/shop', weeks: '3' }, {}, 'input.invalid', /weeks/],
    [
      'a role without the right',
      openIssue,
      { project: 'aurora/shop', title: 'x' },
      { roles: ['viewer'] },
      'permission.denied',
      /^Your role/,
    ],
    [
      'a role without the right, and says nothing of the fields',
      openIssue,
      { titel: 'x' },
      { roles: ['viewer'] },
      'permission.denied',
      /^Your role does not allow this/,
    ],
    [
      'a token without the right',
      whoAmI,
      {},
      { scopes: [] },
      'permission.denied',
      /^Your token does not allow this: seeing who you are/,
    ],
    ['a project of others', showPlan, { project: 'borealis/shop' }, {}, 'project.unknown', /Yours: aurora\/shop/],
    ['a project, to who has none', showPlan, { project: 'x' }, { projects: [] }, 'project.unknown', /none yet/],
    ['a part of others', pushBranch, { project: 'aurora/shop' }, {}, 'capability.unknown', /part of other/],
  ])('refuses %s', (_name, capability, raw, principal, code, message) => {
    const refusal = (): unknown => admit(capability, raw, { ...maria, ...principal });
    expect(refusal).toThrow(AppError);
    expect(refusal).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
  });

  it('names each field that is wrong', () => {
    try {
      admit(showPlan, { project: '', weeks: 99, order: 'size' }, maria);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({
        fields: { project: expect.anything(), weeks: expect.anything(), order: expect.anything() },
      });
    }
  });
});

describe('invoke', () => {
  it('answers, on record', async () => {
    const { gate, records } = scriptedGate();
    expect(await invoke(whoAmI, {}, as(), gate)).toEqual({ kind: 'done', output: { ok: true } });
    expect(records).toEqual(['identity.who-am-i done']);
  });

  it('plans what changes the world, and does not do it', async () => {
    const { gate, records } = scriptedGate();
    const outcome = await invoke(openIssue, { project: 'aurora/shop', title: 'x' }, as(), gate);
    expect(outcome).toEqual({ kind: 'pending', effect: 'effect-1' });
    expect(records).toEqual(['planning.open-issue pending']);
  });

  it('gives a step that starts again the outcome it had', async () => {
    let calls = 0;
    const counting: Capability = { ...whoAmI, run: async () => ({ ok: ++calls === 1 }) };
    const { gate, records } = scriptedGate();
    const [first, second] = [await invoke(counting, {}, as(), gate), await invoke(counting, {}, as(), gate)];
    expect([calls, second, records.length]).toEqual([1, first, 1]);
  });

  it.each(['input.invalid', 'permission.denied', 'upstream.refused', 'vendor.not-connected'] as const)(
    'turns %s into an answer',
    async (code) => {
      const { gate, records } = scriptedGate();
      const outcome = await invoke(failing(new AppError(code, 'words', { fields: { a: 'b' } })), {}, as(), gate);
      expect(outcome).toEqual({ kind: 'refused', code, message: 'words', fields: { a: 'b' } });
      expect(records).toEqual([`identity.who-am-i ${code}`]);
    },
  );

  it('refuses before it runs or plans anything', async () => {
    const { gate, records } = scriptedGate(() => expect.unreachable());
    const outcome = await invoke(openIssue, { project: 'borealis/shop', title: 'x' }, as(), gate);
    expect(outcome).toMatchObject({ kind: 'refused', code: 'project.unknown' });
    expect(records).toEqual(['planning.open-issue project.unknown']);
  });

  it.each<[string, unknown]>([
    ['a defect', new TypeError('x is not a function')],
    ['what may pass', new AppError('upstream.unavailable', 'words')],
  ])('passes on %s, on record', async (_name, error) => {
    const { gate, records } = scriptedGate();
    await expect(invoke(failing(error), {}, as(), gate)).rejects.toBe(error);
    expect(records).toEqual(['identity.who-am-i error']);
  });

  it('does not blame the asker for an answer that does not fit', async () => {
    const { gate } = scriptedGate();
    const odd: Capability = { ...whoAmI, run: async () => ({ ok: 'perhaps', more: 1 }) };
    await expect(invoke(odd, {}, as(), gate)).rejects.toMatchObject({ code: 'internal' });
  });
});
