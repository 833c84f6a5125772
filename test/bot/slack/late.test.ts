import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../../harness/wait-for.ts';
import { startWorld, type World } from '../../harness/world.ts';
import { bot, engineering, jonas, roots, send, team } from './aurora.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const drive = () => world.vendors.slack.drive;
const run = (text: string) => drive().command({ team, channel: engineering, user: jonas, command: '/adjutant', text });

/** Nobody can be recognised while `work` goes on: the table of people is locked. */
async function whileSlow<T>(work: () => Promise<T>): Promise<T> {
  const { database, identity } = world.application.services;
  const tenant = (await identity.findInstallation('slack', team))?.tenant ?? '';
  return database.withTenant(tenant, async (tx) => {
    await tx.query('lock table people in access exclusive mode');
    return work();
  });
}

describe('a database that is slow', () => {
  it('does not make Slack wait: a command is told, and answered afterwards', async () => {
    const answer = await whileSlow(() => run('what is this'));
    expect(answer).toMatchObject({ status: 200, body: expect.stringContaining('This takes longer than usual') });
    const told = await waitFor('the answer', () => drive().ephemerals(engineering, jonas)[1]);
    expect(told.text).toContain('I did not understand `what is this`');
  });

  it('does not lose a command that is accepted late', async () => {
    const before = roots(world).length;
    await whileSlow(() => run('identity who-am-i'));
    await waitFor('the root', () => roots(world)[before]);
  });

  it('lets Slack send an event again, which is acknowledged with the first and answered once', async () => {
    const { ts } = drive().post({ team, channel: engineering, user: jonas, text: 'hello' });
    const event = { type: 'app_mention', user: jonas, channel: engineering, ts, event_ts: ts, text: `<@${bot}> help` };
    const body = JSON.stringify({ type: 'event_callback', team_id: team, authorizations: [{ user_id: bot }], event });
    const answers = await whileSlow(() => Promise.all([send(world, body), send(world, body)]));
    expect(answers.map(({ status }) => status)).toEqual([503, 503]);
    expect((await send(world, body)).status).toBe(200);
    expect(drive().thread(engineering, ts)).toHaveLength(2);
  });

  it('keeps a form open, and takes it once when it is sent again', async () => {
    await run('orchestrator show-run');
    const viewId = drive().views(jonas).at(-1)?.id ?? '';
    const before = roots(world).length;
    const submit = () => drive().submitView({ team, user: jonas, viewId, values: { number: { value: '7' } } });
    expect((await whileSlow(submit)).outcome).toBe('failed');
    expect((await submit()).outcome).toBe('closed');
    await run('identity who-am-i');
    await waitFor('the roots', () => roots(world)[before + 1]);
    expect(roots(world)).toHaveLength(before + 2);
  });
});
