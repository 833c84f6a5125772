import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Person, personIn } from '../harness/chat.ts';
import { waitFor } from '../harness/wait-for.ts';
import { startWorld, type World } from '../harness/world.ts';
import { gitlabOf } from './gitlab-account.ts';
import { patchCommand } from './patches.ts';

let world: World;
let maria: Person;
beforeAll(async () => {
  world = await startWorld({
    settings: { EFFECT_RETRY_SECONDS: '0.05', SWEEP_SECONDS: '0.1', GITLAB_REQUEST_SECONDS: '4' },
  });
  maria = personIn(world, world.aurora, 'Maria');
});
afterAll(() => world.close());

/** GitLab hangs up, and does what it was asked to a while after it was looked for in vain. */
const late = (path: string) =>
  ({ vendor: 'gitlab', method: 'POST', path, times: 1, kind: 'drop-and-do-later', delayMs: 1_500 }) as const;
const allDone = () => waitFor('what GitLab does late', () => world.vendors.faults.countLate() === 0);
const made = () => world.vendors.gitlab.countEffects();

describe('a request that GitLab is still at work on when it is looked for', () => {
  it('makes each issue once', async () => {
    await maria.command('plan Move the shelf:\n- Empty 1d\n- Carry 1d');
    await maria.sees(/Plan 1: Move the shelf/);
    await maria.command('plan issues 1');
    const approve = await maria.card('Create *2 issues*');
    world.vendors.faults.add(late('/issues$/'));
    await maria.press(approve);
    await maria.sees(/The vendor may still be at work on it/);
    await maria.sees(/The plan has its 2 issues/);
    await allDone();
    const titles = (await gitlabOf(world).issues()).map(({ title }) => title);
    expect(titles.toSorted()).toEqual(['1 Empty', '2 Carry']);
    expect(made().issues).toBe(2);
  });

  it.each([
    ['branch', '/repository/commits', 'toffee'],
    ['merge request', '/merge_requests$/', 'caramel'],
  ])(
    'makes each %s once',
    async (_what, path, goods) => {
      const before = made();
      const more = (kind: string): number => (made()[kind] ?? 0) - (before[kind] ?? 0);
      await maria.command(patchCommand(goods));
      const approve = await maria.card(goods);
      world.vendors.faults.add(late(path));
      await maria.press(approve);
      await waitFor(
        'the merge request',
        async () => (await gitlabOf(world).mergeRequests()).some(({ title }) => title === goods),
        30_000,
      );
      await maria.card(goods, 'Undo');
      await allDone();
      expect([more('branches'), more('commits'), more('mergeRequests')]).toEqual([1, 1, 1]);
    },
    60_000,
  );
});
