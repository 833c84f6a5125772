import { describe, expect, it } from 'vitest';
import { capability } from '../../../src/agents/communications/delete-schedule.ts';
import { numberFromWords } from '../../../src/agents/communications/schedule-output.ts';
import { schedule, worldOf } from './facts.ts';

describe('communications.delete-schedule', () => {
  it('takes one of the asker’s projects', async () => {
    expect(await capability.compute({ number: 3 }, worldOf({ kept: [schedule] }).ctx)).toBe(3);
  });

  it('says which there are when the number is wrong', async () => {
    const refusal = capability.compute({ number: 9 }, worldOf({ kept: [schedule] }).ctx);
    await expect(refusal).rejects.toThrow('There is no schedule 9 in your projects. There are: 3 (Morning news).');
    await expect(refusal).rejects.toMatchObject({ code: 'input.invalid', fields: { number: expect.any(String) } });
  });

  it('says what comes of it', () => {
    const output = {
      number: 3,
      title: 'Morning *news*',
      state: 'active' as const,
      when: 'every day at 09:00 America/New_York',
      next: 'Mon, 23 Nov 2026, 09:00',
    };
    expect(capability.present(output).markdown).toMatchInlineSnapshot(
      `"Schedule 3, **Morning \\*news\\***, is deleted. What it posted stays. If that was a slip, say “undo” to set it up again."`,
    );
  });

  it.each([
    ['3', { number: 3 }],
    ['schedule #12 please', { number: 12 }],
    ['the morning one', {}],
    ['2026-11-20', {}],
  ])('reads its number from “%s”', (words, input) => {
    expect(numberFromWords(words, 'delete')).toEqual(input);
  });
});
