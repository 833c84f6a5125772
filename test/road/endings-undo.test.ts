import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findButton, type Person, personIn } from '../harness/chat.ts';
import { waitFor } from '../harness/wait-for.ts';
import { startWorld, type World } from '../harness/world.ts';
import { gitlabOf } from './gitlab-account.ts';
import { patchCommand } from './patches.ts';

let world: World;
let maria: Person;
let jonas: Person;
beforeAll(async () => {
  world = await startWorld({ settings: { EFFECT_RETRY_SECONDS: '0.01', SWEEP_SECONDS: '0.1' } });
  maria = personIn(world, world.aurora, 'Maria');
  jonas = personIn(world, world.aurora, 'Jonas');
});
afterEach(() => world.vendors.faults.clear());
afterAll(() => world.close());

/** All that is shown about one card: the message with this title and this button, when it is there. */
const cardOf = (title: string, label: string) =>
  waitFor(
    `“${label}” on ${title}`,
    () => {
      const card = maria.messages().find((each) => each.text.includes(title) && findButton([each], label));
      return card && { text: JSON.stringify(card.blocks), button: findButton([card], label) };
    },
    30_000,
  );

async function press(person: Person, title: string, label: string): Promise<void> {
  const { button } = await cardOf(title, label);
  if (button) await person.press(button);
}

async function openMergeRequest(title: string): Promise<{ iid: number; branch: string }> {
  await maria.command(patchCommand(title));
  await press(maria, title, 'Approve');
  await cardOf(title, 'Undo');
  const found = (await gitlabOf(world).mergeRequests()).find((each) => each.title === title);
  return { iid: Number(found?.web_url.split('/').at(-1)), branch: found?.source_branch ?? '' };
}

describe('what cannot be undone any more', () => {
  it('is a lead that somebody changed: its follow-up is not taken back either', async () => {
    const leads = () => world.vendors.salesforce.records('Lead').filter(({ values }) => values.LastName === 'Abel');
    await jonas.command('lead Met Dana Abel from Acme GmbH, dana.abel@acme.example, wants a demo next Tuesday');
    await press(jonas, 'Dana Abel', 'Approve');
    await cardOf('Dana Abel', 'Undo');
    world.vendors.salesforce.editByHand(leads()[0]?.id ?? '', { Rating: 'Hot' }, 'Olga');
    const before = world.vendors.salesforce.countEffects();
    await press(jonas, 'Dana Abel', 'Undo');
    await maria.sees(/could not be undone[\s\S]*was changed after it was made, so it stays/);
    expect(leads()).toHaveLength(1);
    expect(world.vendors.salesforce.countEffects()).toEqual(before);
  });

  it('is told in part when the vendor refuses the second half of it, and not continued', async () => {
    const { branch } = await openMergeRequest('nougat');
    const refusal = { vendor: 'gitlab', method: 'DELETE', times: 1, kind: 'status', status: 403 } as const;
    world.vendors.faults.add(refusal);
    await press(maria, 'nougat', 'Undo');
    await maria.sees(/Undone only in part[\s\S]*branch: still there[\s\S]*merge-request: taken back/);
    const { text } = await cardOf('nougat', 'Undo');
    expect(text).toContain('Leave it');
    expect(text).not.toContain('Continue');
    expect(await gitlabOf(world).branch(branch)).toBe(200);
    await press(maria, 'nougat', 'Undo');
    await waitFor('the branch to be gone', async () => (await gitlabOf(world).branch(branch)) === 404);
  });

  it('is undone all the same when somebody closed it before', async () => {
    const { iid, branch } = await openMergeRequest('pretzel');
    await gitlabOf(world).close(iid);
    await press(maria, 'pretzel', 'Undo');
    await waitFor('the branch to be gone', async () => (await gitlabOf(world).branch(branch)) === 404);
    await maria.sees(/pretzel[\s\S]*Undone by Maria/);
  });

  it('is not known when the vendor cannot be asked: nothing is changed', async () => {
    await openMergeRequest('marzipan');
    const before = world.vendors.gitlab.countEffects();
    world.vendors.faults.add({ vendor: 'gitlab', times: 1_000, kind: 'status', status: 503 });
    await press(maria, 'marzipan', 'Undo');
    await waitFor(
      'why it was not undone',
      () => maria.texts().some((text) => /could not be undone[\s\S]*GitLab is not working/.test(text)),
      60_000,
    );
    world.vendors.faults.clear();
    expect(world.vendors.gitlab.countEffects()).toEqual(before);
    await press(maria, 'marzipan', 'Undo');
    await waitFor('it to be closed', async () =>
      (await gitlabOf(world).mergeRequests()).some(({ title, state }) => title === 'marzipan' && state === 'closed'),
    );
  });

  it('is a merge request that is merged: nothing is changed, and the card says why and stays done', async () => {
    // The last one: no other patch of this page applies to what is merged.
    const { iid, branch } = await openMergeRequest('sherbet');
    await gitlabOf(world).merge(iid);
    const before = world.vendors.gitlab.countEffects();
    await press(maria, 'sherbet', 'Undo');
    await maria.sees(/could not be undone[\s\S]*is merged, so it stays/);
    const { text } = await cardOf('sherbet', 'Undo');
    expect(text).toMatch(/and done/);
    expect(text).not.toMatch(/This failed|Continue/);
    expect(world.vendors.gitlab.countEffects()).toEqual(before);
    expect(await gitlabOf(world).branch(branch)).toBe(200);
  });
});

describe('one’s own post', () => {
  it('needs somebody else to go out, and nobody else to be taken back', async () => {
    const text = 'Too early to tell';
    const isPosted = (): boolean => world.vendors.x.timeline('aurora_robotics').some(({ written }) => written === text);
    await jonas.command(`post publish-post text="${text}" channel=none`);
    await press(maria, text, 'Approve');
    await waitFor('the post', isPosted);
    await press(jonas, text, 'Undo');
    await jonas.sees(/Undone by Jonas/);
    expect(isPosted()).toBe(false);
  });
});
