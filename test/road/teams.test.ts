import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TeamsPerson, teamsPerson } from '../bot/teams/aurora.ts';
import { startWorld, type World } from '../harness/world.ts';
import { patchCommand } from './patches.ts';

let world: World;
let maria: TeamsPerson;

beforeAll(async () => {
  world = await startWorld();
  maria = await teamsPerson(world, 'Maria');
});
afterAll(() => world.close());

describe('from a chat in Teams to a merge request', () => {
  it('greets with three first tasks, once', async () => {
    await maria.sees(/Three things to begin with/);
    expect(maria.texts().filter((text) => text.includes('Hello, I am Adjutant'))).toHaveLength(1);
  });

  it('acknowledges, and answers in the chat', async () => {
    const said = await maria.say('identity who-am-i');
    expect(said.status).toBe(200);
    await maria.sees(/You are Maria Lindqvist/);
  });

  it('shows the change, opens it after the approval, and replaces the card', async () => {
    const before = world.vendors.gitlab.countEffects();
    await maria.say(patchCommand('Sell coffee', 'coffee'));
    const card = await maria.card('Sell coffee');
    expect(world.vendors.gitlab.countEffects()).toEqual(before);
    const { status, body } = await maria.press(card, 'Approve');
    expect({ status, body }).toMatchObject({ status: 200, body: { type: 'application/vnd.microsoft.card.adaptive' } });
    await maria.sees(/Merge request !\d+ is open/);
    await maria.sees(/Approved by Maria Lindqvist and done/);
    expect(world.vendors.gitlab.countEffects()).toMatchObject({ branches: 1, commits: 1, mergeRequests: 1 });
  });
});
