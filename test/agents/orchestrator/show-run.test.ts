import { describe, expect, it } from 'vitest';
import { capability } from '../../../src/agents/orchestrator/show-run.ts';
import { parse, type RunView } from '../../../src/core/index.ts';
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
const show = async (view: RunView) => {
  const ctx = contextOf({ runs: { find: async (number) => (number === view.number ? view : undefined) } });
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
    [
      'was refused',
      { outcome: { kind: 'refused', code: 'input.invalid', message: 'There is no branch x.' } },
      { outcome: 'There is no branch x.' },
    ],
    ['made something without a link', { outcome: { kind: 'done', output: { url: 7 } } }, { outcome: 'done' }],
  ])('says when a run %s', async (_name, change, expected) => {
    expect(await show({ ...run, ...change })).toMatchObject(expected);
  });

  it('does not know a run that nobody may see', async () => {
    await expect(capability.run({ number: 43 }, contextOf({}))).rejects.toMatchObject({ code: 'run.unknown' });
  });
});
