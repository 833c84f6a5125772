import { describe, expect, it } from 'vitest';
import { capability } from '../../../src/agents/orchestrator/show-run.ts';
import { parse, type RunReader, type RunView } from '../../../src/core/index.ts';
import { contextOf } from '../context.ts';

const run: RunView = {
  id: 'run',
  number: 42,
  capability: 'coding.apply-patch',
  state: 'waiting',
  person: 'maria',
  createdAt: new Date('2026-11-20T10:00:00Z'),
  finishedAt: null,
  effect: 'effect-1',
  outcome: null,
};
const one = [{ title: 'Apply a patch', stands: 'pending' as const }];
const show = async (view: RunView, calls: Awaited<ReturnType<RunReader['calls']>> = one) => {
  const find = async (number: number) => (number === view.number ? view : undefined);
  const ctx = contextOf({ runs: { find, calls: async () => calls } });
  return parse(capability.output, await capability.run({ number: 42 }, ctx));
};

describe('orchestrator.show-run', () => {
  it('says how a run ended, with the link to what was made', async () => {
    const url = 'https://gitlab.example.org/aurora/adjutant/-/merge_requests/7';
    const outcome = { kind: 'done', output: { iid: 7, url } };
    const output = await show({ ...run, state: 'done', effect: null, outcome });
    expect(output).toEqual({ number: 42, capability: 'coding.apply-patch', state: 'done', outcome: 'done', url });
    expect(capability.present(output)).toMatchInlineSnapshot(`
      {
        "facts": {
          "Capability": "coding.apply-patch",
          "Outcome": "done",
          "State": "done",
        },
        "links": [
          {
            "label": "Open",
            "url": "https://gitlab.example.org/aurora/adjutant/-/merge_requests/7",
          },
        ],
        "markdown": "Run 42 is **done**.",
      }
    `);
  });

  it.each<[string, Partial<RunView>, object]>([
    ['waits', {}, { state: 'waiting', effect: 'effect-1', outcome: '' }],
    ['waits for a person', { waitsFor: 'decision' }, { effect: 'effect-1', outcome: 'waits for a decision' }],
    [
      'is approved and sent',
      { waitsFor: 'sending' },
      { state: 'running', effect: undefined, outcome: 'is being done' },
    ],
    ['waits for its time', { waitsFor: 'time' }, { state: 'waiting', outcome: 'waits for its time' }],
    [
      'was refused',
      { outcome: { kind: 'refused', code: 'input.invalid', message: 'There is no branch x.' } },
      { outcome: 'There is no branch x.' },
    ],
    ['made something without a link', { outcome: { kind: 'done', output: { url: 7 } } }, { outcome: 'done' }],
  ])('says when a run %s', async (_name, change, expected) => {
    expect(await show({ ...run, ...change })).toMatchObject(expected);
  });

  it('says of several calls how each stands', async () => {
    const calls = [
      { title: 'Make a plan', stands: 'done' },
      { title: 'Replace a text', stands: 'pending' },
      { title: 'Assess the risks', stands: 'later' },
    ] as const;
    const outcome = 'Make a plan: done; Replace a text: waits for a decision; Assess the risks: begins later';
    expect(await show(run, calls)).toMatchObject({ state: 'waiting', outcome });
    const [made, replaced, later] = calls;
    const sent = await show({ ...run, waitsFor: 'sending' }, [made, { ...replaced, waitsFor: 'sending' }, later]);
    expect(sent.outcome).toBe('Make a plan: done; Replace a text: is being done; Assess the risks: begins later');
    const refused = { kind: 'refused', message: 'Rejected by Maria.' };
    expect(await show({ ...run, state: 'done', outcome: refused }, calls)).toMatchObject({
      outcome: `Rejected by Maria. ${outcome}`,
    });
  });

  it('does not know a run that nobody may see', async () => {
    await expect(capability.run({ number: 43 }, contextOf({}))).rejects.toMatchObject({ code: 'run.unknown' });
  });
});
