import { describe, expect, it } from 'vitest';
import { capability } from '../../../src/agents/communications/run-schedule.ts';
import { schedule, worldOf } from './facts.ts';

describe('communications.run-schedule', () => {
  it('takes one of the asker’s projects, and says when there is none', async () => {
    expect(await capability.compute({ number: 3 }, worldOf({ kept: [schedule] }).ctx)).toBe(3);
    await expect(capability.compute({ number: 3 }, worldOf().ctx)).rejects.toThrow(/There is none yet/);
  });

  it('names the run that posts it', () => {
    expect(capability.present({ number: 3, title: 'Morning news', run: 1042 }).markdown).toBe(
      'Schedule 3, **Morning news**, is on its way: run 1042.',
    );
  });
});
