import { describe, expect, it } from 'vitest';
import { capability } from '../../../src/agents/communications/list-schedules.ts';
import { parse } from '../../../src/core/index.ts';
import { schedule, worldOf } from './facts.ts';

const list = async (kept: readonly (typeof schedule)[], input: object = {}) =>
  parse(capability.output, await capability.run(parse(capability.input, input), worldOf({ kept }).ctx));

describe('communications.list-schedules', () => {
  it('shows when each comes next, and what is wrong', async () => {
    const paused = { ...schedule, number: 4, title: 'Week *in* review', state: 'paused' as const, nextAt: undefined };
    const missed = { ...paused, note: 'Missed and not made up: 2026-11-20 09:00 (Europe/Berlin).' };
    expect(capability.present(await list([schedule, missed]))).toMatchInlineSnapshot(`
      {
        "markdown": "- **3** Morning news: every weekday at 09:00 Europe/Berlin, in \`#general\`, \`aurora/shop\`; next Mon, 23 Nov 2026, 09:00; set up by Maria Lindqvist.
      - **4** Week \\*in\\* review: every weekday at 09:00 Europe/Berlin, in \`#general\`, \`aurora/shop\`; **paused**; set up by Maria Lindqvist. Missed and not made up: 2026\\-11\\-20 09:00 \\(Europe/Berlin\\).",
      }
    `);
  });

  it.each([
    ['part of a title', 'MORNING', 1],
    ['part of a project', 'shop', 1],
    ['what is in none', 'nothing', 0],
  ])('finds by %s', async (_what, contains, count) => {
    expect((await list([schedule], { contains })).schedules).toHaveLength(count);
  });

  it('says how to begin when there is none', async () => {
    expect(capability.present(await list([])).markdown).toMatch(/^Nothing is scheduled. Say, for example/);
  });
});
