import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Person, personIn } from '../harness/chat.ts';
import { waitFor } from '../harness/wait-for.ts';
import { startWorld, type World } from '../harness/world.ts';
import { patchCommand } from './patches.ts';

let world: World;
let maria: Person;

async function begin(settings: Readonly<Record<string, string>> = {}): Promise<void> {
  world = await startWorld({ settings });
  maria = personIn(world, world.aurora, 'Maria');
}
afterEach(() => world.close());

const gitlabIsDown = (): void =>
  world.vendors.faults.add({ vendor: 'gitlab', times: 1_000, kind: 'status', status: 503 });

describe('a change that GitLab refuses', () => {
  beforeEach(() => begin());

  it('failed, and says why', async () => {
    await maria.command(patchCommand('Sell coffee', 'coffee'));
    const approve = await maria.card('Sell coffee');
    world.vendors.faults.add({
      vendor: 'gitlab',
      method: 'POST',
      path: 'repository/commits',
      times: 1,
      kind: 'status',
      status: 400,
    });
    await maria.press(approve);
    await maria.sees(/asked: \*Apply a patch\*. Not done/);
    await maria.sees(/This failed\. GitLab/);
    expect(world.vendors.gitlab.countEffects()).toEqual({});
  });

  it('failed half-way, says what exists, and can be continued', async () => {
    await maria.command(patchCommand('Sell cocoa', 'cocoa'));
    const approve = await maria.card('Sell cocoa');
    world.vendors.faults.add({
      vendor: 'gitlab',
      method: 'POST',
      path: 'merge_requests',
      times: 1,
      kind: 'status',
      status: 422,
    });
    await maria.press(approve);
    await maria.sees(/branch: done/);
    await maria.press(await maria.card('Sell cocoa', 'Continue'));
    await maria.sees(/Merge request !\d+ is open/);
    expect(world.vendors.gitlab.countEffects()).toMatchObject({ branches: 1, commits: 1, mergeRequests: 1 });
  });
});

describe('a change of which nobody can tell whether it happened', () => {
  beforeEach(() =>
    begin({ EFFECT_RETRY_SECONDS: '0.01', EFFECT_LEASE_SECONDS: '10', SWEEP_SECONDS: '0.1', LEASE_SECONDS: '1' }),
  );

  it('is unknown after several look-ups; what a person then says is done, once', async () => {
    await maria.command(patchCommand('Sell milk', 'milk'));
    const approve = await maria.card('Sell milk');
    gitlabIsDown();
    await maria.press(approve);
    const again = await waitFor('the question', () => maria.card('Sell milk', 'Send again'));
    await maria.sees(/Nobody can tell whether this happened/);
    expect(
      maria.messages().some(({ blocks }) => /It is there.*Send again.*Leave it/s.test(JSON.stringify(blocks))),
    ).toBe(true);
    world.vendors.faults.clear();
    await maria.press(again);
    await maria.sees(/Merge request !\d+ is open/);
    expect(world.vendors.gitlab.countEffects()).toMatchObject({ branches: 1, commits: 1, mergeRequests: 1 });
  });
});

describe('a change that nobody decides', () => {
  beforeEach(() => begin({ APPROVAL_HOURS: '0.0003' }));

  it('expires, changes nothing, and can no longer be approved', async () => {
    await maria.command(patchCommand('Sell tea', 'more tea'));
    const approve = await maria.card('Sell tea');
    await maria.sees(/Nobody decided in time/);
    await maria.sees(/asked: \*Apply a patch\*. Not done/);
    await expect(maria.press(approve)).rejects.toThrow();
    expect(world.vendors.gitlab.countEffects()).toEqual({});
  });
});
