import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../src/core/index.ts';
import { createLog } from '../../../src/platform/log.ts';
import { createThread, type Thread, type ThreadOptions } from '../../../src/platform/thread.ts';
import { createPictures } from '../../../src/services/pictures/pictures.ts';
import { bar, gantt, heatMap, point, several } from './samples.ts';

const log = createLog('silent');
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});
const crashing = new URL('./crashing-thread.ts', import.meta.url);
const refusal: ThreadOptions['refusal'] = (why, cause) =>
  new AppError(why === 'fault' ? 'internal' : 'service.unavailable', why, { cause });
const threadOf = (options: Partial<ThreadOptions> = {}): Thread => {
  const thread = createThread({
    file: crashing,
    log,
    limitMs: 10_000,
    idleMs: 60_000,
    maxWaiting: 100,
    memoryMb: 256,
    refusal,
    ...options,
  });
  ends.push(() => thread.close());
  return thread;
};
const picturesOf = (options: Parameters<typeof createPictures>[1] = {}) => {
  const pictures = createPictures(log, options);
  ends.push(() => pictures.close());
  return pictures;
};
const gaveUp = { code: 'service.unavailable', isRetryable: true };

describe('the drawing thread', () => {
  it('does one task after the other', async () => {
    const thread = threadOf();
    const answers = await Promise.all(['a', 'b', 'c'].map((task) => thread.run(task)));
    expect(answers).toEqual(['a', 'b', 'c'].map((task) => `${task} by ${process.pid}`));
  });

  it.each(['exit', 'throw'])('lives on after a task that ends with “%s”', async (task) => {
    const thread = threadOf();
    const [lost, next] = await Promise.allSettled([thread.run(task), thread.run('next')]);
    expect(lost).toMatchObject({ status: 'rejected', reason: gaveUp });
    expect(next).toMatchObject({ status: 'fulfilled', value: `next by ${process.pid}` });
    expect(await thread.run('later')).toBe(`later by ${process.pid}`);
  });

  it('tells of a fault in the task, and goes on', async () => {
    const thread = threadOf();
    await expect(thread.run('fail')).rejects.toMatchObject({ code: 'internal', cause: 'no such thing' });
    expect(await thread.run('next')).toBe(`next by ${process.pid}`);
  });

  it('gives up what takes too long, and goes on in a new thread', async () => {
    const thread = threadOf({ limitMs: 4_000 });
    await thread.run('warm');
    await expect(thread.run('hang')).rejects.toMatchObject(gaveUp);
    expect(await thread.run('next')).toBe(`next by ${process.pid}`);
  });

  it('refuses each task, and waits for none, when no thread can be started', async () => {
    const thread = threadOf({ file: new URL('https://example.com/no-thread.ts') });
    const tasks = ['a', 'b'].map((task) => thread.run(task));
    expect(await Promise.allSettled(tasks)).toMatchObject([{ reason: gaveUp }, { reason: gaveUp }]);
    await expect(thread.run('c')).rejects.toMatchObject(gaveUp);
  });

  it('goes on after a task that cannot be handed over', async () => {
    const thread = threadOf();
    await expect(thread.run(() => 'code')).rejects.toMatchObject(gaveUp);
    expect(await thread.run('next')).toBe(`next by ${process.pid}`);
  });

  it('gives up an answer that cannot be read, and goes on', async () => {
    const thread = threadOf({ limitMs: 600_000 });
    vi.spyOn(Worker.prototype, 'postMessage').mockImplementationOnce(function (this: Worker) {
      this.emit('messageerror', new Error('not readable'));
    });
    await expect(thread.run('a')).rejects.toMatchObject(gaveUp);
    vi.restoreAllMocks();
    expect(await thread.run('next')).toBe(`next by ${process.pid}`);
  });

  it('starts again after it was idle', async () => {
    const thread = threadOf({ idleMs: 1 });
    expect(await thread.run('a')).toBe(`a by ${process.pid}`);
    expect(await thread.run('b')).toBe(`b by ${process.pid}`);
  });

  it('refuses more than may wait', async () => {
    const thread = threadOf({ maxWaiting: 1 });
    const tasks = ['a', 'b', 'c'].map((task) => thread.run(task));
    const ended = await Promise.allSettled(tasks);
    expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  });

  it('ends what waits when it is closed, and takes nothing more', async () => {
    const thread = threadOf();
    const ended = Promise.allSettled([thread.run('hang'), thread.run('b')]);
    await thread.close();
    expect(await ended).toMatchObject([{ reason: gaveUp }, { reason: gaveUp }]);
    await expect(thread.run('c')).rejects.toMatchObject(gaveUp);
  });
});

describe('pictures', () => {
  it('draws both kinds in both forms', async () => {
    const pictures = picturesOf();
    const [plan, risks] = [gantt([bar('One')]), heatMap([point('Late')])];
    for (const picture of [plan, risks]) {
      expect((await pictures.png(picture)).subarray(1, 4).toString()).toBe('PNG');
      expect(await pictures.svg(picture)).toMatch(/^<svg /);
    }
  });

  it('draws the same one once', async () => {
    const pictures = picturesOf();
    const picture = gantt([bar('One')]);
    const first = await pictures.png(picture);
    await pictures.close();
    expect((await pictures.png({ ...picture })).equals(first)).toBe(true);
    await expect(pictures.png(gantt([bar('Another')]))).rejects.toMatchObject(gaveUp);
  });

  it('hands out a copy: what is done to it does not change the next', async () => {
    const pictures = picturesOf();
    const picture = gantt([bar('One')]);
    (await pictures.png(picture)).fill(0);
    expect((await pictures.png(picture)).subarray(1, 4).toString()).toBe('PNG');
  });

  it('forgets the oldest', async () => {
    const pictures = picturesOf({ file: crashing });
    const all = several(40, (index) => gantt([bar(`Task ${index}`)]));
    await Promise.all(all.map((picture) => pictures.svg(picture)));
    await pictures.close();
    await expect(pictures.svg(all[0] ?? gantt([]))).rejects.toMatchObject(gaveUp);
    expect(await pictures.svg(all[39] ?? gantt([]))).toContain(String(process.pid));
  });

  it('keeps no failure', async () => {
    const pictures = picturesOf();
    const wrong = gantt([bar('One', { from: 'never' })]);
    for (const _try of [1, 2]) await expect(pictures.png(wrong)).rejects.toMatchObject({ code: 'internal' });
    await pictures.close();
    await expect(pictures.png(wrong)).rejects.toMatchObject(gaveUp);
  });

  it('lets the process end while it is idle', async () => {
    const script = `
      import { createPictures } from ${JSON.stringify(new URL('../../../src/services/pictures/pictures.ts', import.meta.url).href)};
      const log = { warn: () => undefined };
      const png = await createPictures(log).png(${JSON.stringify(gantt([bar('One')]))});
      process.stdout.write(String(png.length > 1000));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      timeout: 20_000,
    });
    expect(stdout).toBe('true');
  });
});
