import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Person, personIn } from '../harness/chat.ts';
import { waitFor } from '../harness/wait-for.ts';
import { startWorld, type World } from '../harness/world.ts';
import { connectModern, textOf } from '../mcp/clients.ts';
import { gitlabOf } from './gitlab-account.ts';
import { patchCommand } from './patches.ts';

let world: World;
let maria: Person;
let page: string;
let root: string;

beforeAll(async () => {
  world = await startWorld({ settings: { FOLLOW_SECONDS: '0.1', SWEEP_SECONDS: '0.1' } });
  maria = personIn(world, world.aurora, 'Maria');
  await maria.command(patchCommand('Sell coffee', 'coffee'));
  await maria.press(await maria.card('Sell coffee'));
  await maria.sees(/Merge request !\d+ is open/);
  page = (await gitlabOf(world).mergeRequests())[0]?.web_url ?? '';
});
afterAll(() => world.close());

/** What somebody does at the page of the merge request. */
async function onPage(order: string, fields: Record<string, string>): Promise<void> {
  const body = new URLSearchParams(fields);
  const response = await fetch(`${page}/${order}`, { method: 'POST', body, redirect: 'manual' });
  expect(response.status).toBe(303);
}

/** All that stands in the thread where it was asked, below its first message. */
const thread = (): string[] =>
  world.vendors.slack.drive
    .thread(maria.where.channel, root)
    .slice(1)
    .map(({ text }) => text);
/** All that the bot said to Jonas, whose token is the one of the IDE. */
function direct(): string[] {
  const { drive } = world.vendors.slack;
  const { id } = drive.openDirect({ team: maria.where.team, user: personIn(world, world.aurora, 'Jonas').where.user });
  return drive.channelHistory(id).flatMap(({ ts }) => drive.thread(id, ts).map(({ text }) => text));
}
const told = (words: RegExp): string[] => thread().filter((text) => words.test(text));
const hears = (words: RegExp) => waitFor(`${words} to be told`, () => told(words).length > 0);

/** How often the followed merge request was looked at. */
async function looks(): Promise<number> {
  const { database, identity } = world.application.services;
  const found = await identity.findInstallation('slack', world.aurora.slack.team);
  const [row] = await database.withTenant(found?.tenant ?? '', (tx) =>
    tx.query<{ fence: number }>('select max(fence)::integer as fence from follows'),
  );
  return row?.fence ?? 0;
}

async function afterLooks(count: number): Promise<void> {
  const before = await looks();
  await waitFor(`${count} more looks`, async () => (await looks()) >= before + count);
}

describe('following a merge request in Slack', () => {
  it('tells how it stands, by the link of its page', async () => {
    await maria.command(`code follow-merge-request ${page}`);
    const isRoot = ({ text }: { text: string }): boolean => /asked: \*Follow a merge request/.test(text);
    const { drive } = world.vendors.slack;
    root = (await waitFor('its thread', () => drive.channelHistory(maria.where.channel).find(isRoot))).ts;
    await hears(/!1 Sell coffee[\s\S]*From now on its changes are told here/);
  });

  it('tells what a person wrote, cut and as plain words, and not what is internal or noted by GitLab itself', async () => {
    const long = `<!channel> *see* <https://evil.example|here> @maria ${'word '.repeat(100)}`;
    await onPage('notes', { as: 'jonas', body: 'only for members', internal: 'yes' });
    await onPage('approvals', { as: 'amina', verb: 'approve' });
    await onPage('notes', { as: 'jonas', body: long });
    await hears(/Jonas Weber\* wrote/);
    await hears(/Amina Diallo\* approved it/);
    const [text = ''] = told(/Jonas Weber/);
    expect(text).toContain('wor…”');
    expect(text).not.toMatch(/<!channel>|<https:\/\/evil|only for members|approved this merge request/);
  });

  it('tells that the pipeline failed, with its link, and not that it runs', async () => {
    await onPage('pipelines', { verb: 'run' });
    await onPage('pipelines', { verb: 'start', pipeline: '1' });
    await afterLooks(2);
    expect(told(/pipeline/i)).toEqual([]);
    await onPage('pipelines', { verb: 'fail', pipeline: '1' });
    await hears(/The pipeline failed/);
    const message = maria.messages().find(({ text }) => text.includes('The pipeline failed'));
    expect(JSON.stringify(message?.blocks)).toContain('/-/pipelines/1');
  });

  it('tells it in the direct message of who asked over MCP', async () => {
    const client = await connectModern(world.url, world.tokenOf(world.aurora));
    const args = { project: 'aurora/adjutant', mergeRequest: '1' };
    const answer = await client.callTool({
      name: 'run_capability',
      arguments: { name: 'coding.follow-merge-request', args },
    });
    expect(textOf(answer)).toContain('From now on its changes are told here');
    await client.close();
    await onPage('notes', { as: 'maria', body: 'For both threads' });
    await hears(/For both threads/);
    await waitFor('the same in the direct message', () => direct().some((text) => /For both threads/.test(text)));
  });

  it('tells the merge, and is silent from then on', async () => {
    await onPage('merge', {});
    await hears(/merged it\. Nothing more is told here/);
    await waitFor('the same in the direct message', () => direct().some((text) => /merged it/.test(text)));
    await onPage('notes', { as: 'maria', body: 'Thank you!' });
    const { database, identity } = world.application.services;
    const found = await identity.findInstallation('slack', world.aurora.slack.team);
    const follows = await database.withTenant(found?.tenant ?? '', (tx) =>
      tx.query('select ended, lease_until from follows'),
    );
    expect(follows).toEqual([
      { ended: 'over', lease_until: null },
      { ended: 'over', lease_until: null },
    ]);
    expect(told(/Thank you/)).toEqual([]);
  });

  it('told each thing once', () => {
    for (const words of [/Jonas Weber\* wrote/, /Amina Diallo\* approved/, /pipeline failed/, /merged it/]) {
      expect(told(words)).toHaveLength(1);
    }
  });
});
