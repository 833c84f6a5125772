import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createTeamsAdapter, type TeamsAdapter } from '../../../src/bot/teams/adapter.ts';
import { render } from '../../../src/bot/teams/render.ts';
import { teamsSettingsOf } from '../../../src/bot/teams/settings.ts';
import { loadConfig } from '../../../src/platform/config.ts';
import { waitFor } from '../../harness/wait-for.ts';
import { startWorld, type World } from '../../harness/world.ts';
import { type TeamsPerson, teamsPerson, wordsOf } from './aurora.ts';

let world: World;
let maria: TeamsPerson;
let direct: TeamsPerson;
beforeAll(async () => {
  world = await startWorld({ teamsThrottle: { perConversation: [], perTenantASecond: 1_000 } });
  maria = await teamsPerson(world, 'Maria', { inChannel: true });
  direct = await teamsPerson(world, 'Maria');
});
afterAll(() => world.close());
afterEach(() => world.vendors.faults.clear());

const answered = (thread: string) => () =>
  maria.messages().some((message) => message.thread === thread && wordsOf(message.card).includes('You are Maria'));
const rows = async <T extends object>(sql: string): Promise<T[]> => {
  const { identity, database } = world.application.services;
  const found = await identity.findInstallation('teams', maria.where.tenant);
  return database.withTenant(found?.tenant ?? '', (tx) => tx.query<T & Record<string, unknown>>(sql));
};

async function placeOfChannel(): Promise<{ serviceUrl: string; conversation: string }> {
  await maria.say('@Adjutant help');
  const kept = 'select service_url as "serviceUrl", conversation from chat_references where kind = \'channel\'';
  const known = () => rows<{ serviceUrl: string; conversation: string }>(kept);
  return waitFor('the place of the channel', async () => (await known())[0]);
}
function adapterOf({ vendors: { teams } }: World): TeamsAdapter {
  const settings = teamsSettingsOf(loadConfig(teams.settings()));
  if (!settings) throw new Error('the sandbox has no bot');
  return createTeamsAdapter(settings);
}

describe('an answer in Teams', () => {
  it.each([412, 429, 502, 504])('is posted later when Teams answers %i', async (status) => {
    world.vendors.faults.add({ vendor: 'teams', kind: 'status', status, times: 2, path: '/activities' });
    const { id } = await maria.say('@Adjutant identity who-am-i');
    await waitFor('the answer', answered(id));
  });

  it('is posted in spite of the limits of Teams, all of it', async () => {
    const asked = await Promise.all([1, 2, 3, 4, 5].map(() => maria.say('@Adjutant identity who-am-i')));
    await waitFor('all answers', () => asked.every(({ id }) => answered(id)()));
    const isBegun = /asked: Show who I am\. On it/;
    const areDone = () => !maria.texts().some((text) => isBegun.test(text));
    await waitFor('the end of all first messages', areDone);
  });

  it('is posted anew when somebody deleted what was to be replaced', async () => {
    const before = maria.messages().length;
    world.vendors.faults.add({ vendor: 'teams', kind: 'status', status: 404, times: 1, method: 'PUT' });
    const { id } = await maria.say('@Adjutant identity who-am-i');
    await waitFor('the answer', answered(id));
    await waitFor('the new root', () => maria.messages().length >= before + 3);
  });

  it('comes in a smaller form when Teams finds it too large', async () => {
    world.vendors.faults.add({ vendor: 'teams', kind: 'status', status: 413, times: 2, method: 'POST' });
    const { id } = await maria.say('@Adjutant identity who-am-i');
    await waitFor('the answer', answered(id));
  });

  it('goes to the person when the bot was taken out of the channel, and says why', async () => {
    const { drive } = world.vendors.teams;
    world.vendors.faults.add({ vendor: 'teams', kind: 'delay', delayMs: 1_000, times: 1, method: 'POST' });
    await maria.say('@Adjutant identity who-am-i');
    await drive.uninstall(maria.where);
    await direct.sees(/I cannot write in the conversation “engineering” any more/);
    const kept = await rows<{ is_removed: boolean }>("select is_removed from chat_references where kind = 'channel'");
    expect(kept).toEqual([{ is_removed: true }]);
    await drive.install(maria.where);
    const { id } = await maria.say('@Adjutant identity who-am-i');
    await waitFor('the answer', answered(id));
  });

  it('is not posted by who may no longer: no other request is begun', async () => {
    const { serviceUrl, conversation } = await placeOfChannel();
    const lost = new AbortController();
    const adapter = adapterOf(world).until(lost.signal);
    const message = render({ tone: 'neutral', markdown: 'twice' });
    expect(await adapter.send({ serviceUrl, conversation }, message)).toBeTruthy();
    world.vendors.faults.add({ vendor: 'teams', kind: 'delay', delayMs: 500, times: 1, path: '/activities' });
    const before = maria.messages().length;
    const slow = adapter.send({ serviceUrl, conversation }, message);
    setTimeout(() => lost.abort(), 100);
    await expect(slow).rejects.toThrow();
    await expect(adapter.send({ serviceUrl, conversation }, message)).rejects.toThrow();
    expect(maria.messages()).toHaveLength(before);
  });

  it('is kept, with why it could not be posted, when there is no way left', async () => {
    const { drive } = world.vendors.teams;
    const jonas = await teamsPerson(world, 'Jonas');
    world.vendors.faults.add({ vendor: 'teams', kind: 'delay', delayMs: 1_000, times: 1, method: 'POST' });
    await jonas.say('identity who-am-i');
    await drive.uninstall(jonas.where);
    const failed = () => rows<{ failure: string }>('select failure from messages where failure is not null');
    await waitFor('the failure', async () => (await failed()).length > 0);
    expect((await failed())[0]?.failure).toMatch(/can be written to in Teams/);
    const latest = () => rows<{ state: string }>('select state from runs order by number desc limit 1');
    await waitFor('the end of the run', async () => (await latest())[0]?.state === 'done');
  });
});
