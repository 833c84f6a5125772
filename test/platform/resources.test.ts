import { describe, expect, it } from 'vitest';
import { createResources } from '../../src/platform/resources.ts';

describe('resources', () => {
  it('are closed one after the other, the last opened first, and once', async () => {
    const resources = createResources();
    const closed: string[] = [];
    resources.add(() => closed.push('database'));
    resources.add(async () => {
      await Promise.resolve();
      closed.push('queue');
    });
    resources.add(() => closed.push('server'));
    await resources.closeAll();
    await resources.closeAll();
    expect(closed).toEqual(['server', 'queue', 'database']);
  });

  it('are closed each even when others cannot be; the first fault is told', async () => {
    const resources = createResources();
    const closed: string[] = [];
    resources.add(() => closed.push('database'));
    resources.add(() => {
      throw new Error('second');
    });
    resources.add(() => Promise.reject(new Error('first')));
    await expect(resources.closeAll()).rejects.toThrow('first');
    expect(closed).toEqual(['database']);
  });
});
