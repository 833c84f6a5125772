import { describe, expect, it } from 'vitest';
import { capability } from '../../../src/agents/audit/verify-trail.ts';
import { registry } from '../../../src/agents/index.ts';
import { parse, readCommand, type TrailVerdict } from '../../../src/core/index.ts';
import { contextOf } from '../context.ts';
import { noTrail } from './no-trail.ts';

const run = async (verdict: TrailVerdict) => {
  const trail = { ...noTrail, verify: async () => verdict };
  const output = parse(capability.output, await capability.run({}, contextOf({ trail })));
  return { output, shown: capability.present(output) };
};

describe('audit.verify-trail', () => {
  it('says that all is well, and what it was compared with', async () => {
    const { output, shown } = await run({ rows: 12, checkpoints: 2, fault: undefined });
    expect(output).toEqual({ isIntact: true, rows: 12, checkpoints: 2, fault: undefined, faultAt: 0 });
    expect(shown.markdown).toMatch(/is intact/);
    expect(shown.facts).toEqual({ 'Rows that fit': '12', 'Signed ends': '2' });
  });

  it('says what it cannot see where no signed end is kept', async () => {
    const { shown } = await run({ rows: 12, checkpoints: undefined, fault: undefined });
    expect(shown.markdown).toMatch(/is intact.*cut from its end.*would not be seen/);
    expect(shown.facts?.['Signed ends']).toBe('only in the logs');
    expect((await run({ rows: 12, checkpoints: 0, fault: undefined })).shown.markdown).toMatch(/would not be seen/);
  });

  it.each([
    ['changed', /Row 6 is not what was written/],
    ['missing', /Row 6 is missing/],
    ['inserted', /Row 6 tells of a time long before/],
    ['cut', /From row 6 on, rows that were signed are gone/],
    ['rewritten', /From row 6 on, the chain is not the one that was signed/],
  ] as const)('names the first row that was %s', async (kind, words) => {
    const { output, shown } = await run({ rows: 5, checkpoints: 1, fault: { kind, number: 6 } });
    expect(output).toMatchObject({ isIntact: false, fault: kind, faultAt: 6 });
    expect(shown.markdown).toMatch(words);
    expect(shown.markdown).toMatch(/Restore it from a backup/);
  });

  it('tells a line that nobody signed from a row that does not fit', async () => {
    const { output, shown } = await run({ rows: 5, checkpoints: 1, fault: { kind: 'unsigned', number: 2 } });
    expect(output.isIntact).toBe(false);
    expect(shown.markdown).toMatch(/Each row fits, but.*Line 2 of the file of signed ends/);
  });

  it.each(['audit verify', 'audit verify the trail', 'audit was the log altered', 'audit verify-trail'])(
    'is asked for by “%s”',
    (words) => {
      const command = readCommand(registry, words);
      expect(command).toMatchObject({ kind: 'call', capability: { name: 'audit.verify-trail' } });
    },
  );
});
