import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGit, type Git } from '../../../sandbox/gitlab/git.ts';
import { createLimiter } from '../../../sandbox/gitlab/limiter.ts';

describe('git processes', () => {
  let folder: string;
  let git: Git;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gitlab-git-'));
    git = createGit(folder);
    await git.run(['init', '--bare', '--quiet', '--', join(folder, 'r.git')]);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('see nothing of the person who started them', async () => {
    const { stdout } = await git.run(['config', '--list', '--show-origin', '--name-only']);
    const origins = new Set(
      stdout
        .toString()
        .trim()
        .split('\n')
        .map((line) => line.split('\t')[0]),
    );
    expect([...origins].every((origin) => origin?.includes(folder))).toBe(true);
  });

  it('fail with the reason that git gives', async () => {
    await expect(git.run(['rev-parse', '--verify', 'nope'], { repository: join(folder, 'r.git') })).rejects.toThrow(
      'Needed a single revision',
    );
  });

  it('are ended when they answer too much, or their answer is cut where that was asked for', async () => {
    const repository = join(folder, 'r.git');
    const { stdout } = await git.run(['hash-object', '-w', '--stdin'], { repository, input: 'x'.repeat(100_000) });
    const sha = stdout.toString().trim();
    await expect(git.run(['cat-file', 'blob', sha], { repository, maxBytes: 1000 })).rejects.toThrow(
      'more than 1000 bytes',
    );
    const cut = await git.run(['cat-file', 'blob', sha], { repository, maxBytes: 70_000, truncate: true });
    expect(cut.stdout.length).toBeLessThanOrEqual(70_000);
  });

  it('are ended when they take too long', async () => {
    async function* endless(): AsyncGenerator<Buffer> {
      yield Buffer.from('x');
      await new Promise<void>((resolve) => setTimeout(resolve, 1000).unref());
    }
    const input = endless();
    await expect(
      git.run(['hash-object', '--stdin'], { repository: join(folder, 'r.git'), input, timeoutMs: 50 }),
    ).rejects.toThrow('SIGTERM');
  });

  it('run at most so many at a time, the others in order', async () => {
    const limited = createLimiter(2);
    let active = 0;
    let most = 0;
    const order: number[] = [];
    await Promise.all(
      Array.from({ length: 9 }, (_, index) =>
        limited(async () => {
          active += 1;
          most = Math.max(most, active);
          order.push(index);
          await Promise.resolve();
          active -= 1;
          if (index === 4) throw new Error('one fails');
        }).catch(() => undefined),
      ),
    );
    expect(most).toBe(2);
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });
});
