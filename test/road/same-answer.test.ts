import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findButton, type Person, personIn } from '../harness/chat.ts';
import { waitFor } from '../harness/wait-for.ts';
import { startWorld, type World } from '../harness/world.ts';
import { type Browser, hidden, signedIn } from '../http/console/browser.ts';
import { connectModern, type TestClient, textOf } from '../mcp/clients.ts';
import { jonas as jonasOf, personOf, tokenFor } from '../mcp/people.ts';
import { askInSlack } from './asking.ts';
import { gitlabOf } from './gitlab-account.ts';
import { patchFor } from './patches.ts';

let world: World;
let jonas: Person;
let client: TestClient;
let browser: Browser;
beforeAll(async () => {
  world = await startWorld();
  jonas = personIn(world, world.aurora, 'Jonas');
  client = await connectModern(world.url, world.tokenOf(world.aurora));
  browser = await signedIn(world, 'jonas@aurora.example');
});
afterAll(async () => {
  await client.close();
  await world.close();
});

const title = 'Sell coffee';
const patch = patchFor('coffee');

interface Planned {
  run: number;
  effect: string;
  preview: unknown;
  hash: string;
  input: unknown;
  capability: string;
}
/** What waits for a decision in a run, as it was written down. */
async function plannedIn(run: number): Promise<Planned> {
  const person = await jonasOf(world);
  const [row] = await world.application.services.database.withTenant(person.tenant, (tx) =>
    tx.query<Planned>(
      `select e.id as effect, e.preview, e.hash, e.input, e.capability, r.number::integer as run
       from effects e join runs r on r.id = e.run_id where r.number = $1::bigint and e.parent_id is null`,
      [run],
    ),
  );
  if (!row) throw new Error(`nothing is planned in run ${run}`);
  return row;
}

/** Everything on record about a request, without the names of the run, its effect and the moment. */
async function auditOf(run: number): Promise<Record<string, unknown>[]> {
  const person = await jonasOf(world);
  return world.application.services.database.withTenant(person.tenant, (tx) =>
    tx.query(
      `select a.pseudonym, a.door, a.action, a.capability, a.outcome, a.details, a.effect_id is not null as "hasEffect"
       from audit_rows a join runs r on r.id = a.run_id where r.number = $1::bigint order by a.position`,
      [run],
    ),
  );
}

async function askInChat(): Promise<number> {
  await jonas.command(`code apply-patch title="${title}" patch=\n${patch}`);
  await jonas.card(title);
  const page = await browser.get('/console/runs');
  return Number(/href="\/console\/runs\/(\d+)"/.exec(page.text)?.[1]);
}

async function askOverMcp(): Promise<number> {
  // As a chat has it: a text ends without a line end.
  const args = { project: 'aurora/adjutant', patch: patch.trimEnd(), title };
  const answer = await client.callTool({ name: 'coding_apply-patch', arguments: args });
  expect(answer.structuredContent?.status).toBe('pending');
  return Number(answer.structuredContent?.run);
}

async function approveInConsole({ effect }: Planned): Promise<void> {
  const page = await browser.get(`/console/approvals/${effect}`);
  const form = { token: hidden(page, 'token'), hash: hidden(page, 'hash'), verdict: 'approve' };
  expect(await browser.post(`/console/approvals/${effect}/decision`, form)).toMatchObject({ status: 303 });
}

/** What is asked for elsewhere is shown to who asked, in the direct message. */
async function approveInDirectMessage({ effect }: Planned): Promise<void> {
  const { drive } = world.vendors.slack;
  const channel = drive.openDirect(jonas.where).id;
  const button = await waitFor('the card', () => {
    const messages = drive.channelHistory(channel).flatMap(({ ts }) => drive.thread(channel, ts));
    const found = findButton(messages, 'Approve');
    return found?.value.includes(effect) && found;
  });
  await drive.click({ ...jonas.where, channel, ...button });
}

const ended = (run: number) =>
  waitFor(`the end of run ${run}`, async () => {
    const seen = await client.read(`run://${run}`);
    return !['pending', 'running'].includes(String(seen.status)) && seen;
  });

describe('the same change, asked for in Slack and over MCP', () => {
  const plans: Planned[] = [];
  it('is decided in the console when it was asked for in Slack', async () => {
    const planned = await plannedIn(await askInChat());
    plans.push(planned);
    await approveInConsole(planned);
    expect(await ended(planned.run)).toMatchObject({ status: 'done', output: { iid: expect.any(Number) } });
    await jonas.sees(/Merge request !\d+ is open/);
  });

  it('is decided in the direct message when it was asked for over MCP', async () => {
    const planned = await plannedIn(await askOverMcp());
    plans.push(planned);
    await approveInDirectMessage(planned);
    expect(await ended(planned.run)).toMatchObject({ status: 'done', output: { iid: expect.any(Number) } });
  });

  it('is shown with the same preview, and approved for the same content', async () => {
    const [chat, ide] = plans.map(({ run: _run, effect: _effect, ...planned }) => planned);
    expect(chat?.preview).toMatchObject({ diff: expect.stringContaining('+The shop sells coffee.') });
    expect(ide).toEqual(chat);
  });

  it('leaves the same rows in the audit trail, but for the doors', async () => {
    const [chat = [], ide = []] = await Promise.all(plans.map(({ run }) => auditOf(run)));
    const withoutDoor = (rows: Record<string, unknown>[]) => rows.map(({ door: _door, ...row }) => row);
    expect(withoutDoor(ide)).toEqual(withoutDoor(chat));
    const shown = (rows: Record<string, unknown>[]) => rows.map(({ door, action, outcome }) => [door, action, outcome]);
    expect([shown(chat), shown(ide)]).toEqual([
      [
        ['slack', 'asked', 'pending'],
        ['console', 'decided', 'approve'],
        ['slack', 'sent', 'done'],
      ],
      [
        ['mcp', 'asked', 'pending'],
        ['slack', 'decided', 'approve'],
        ['mcp', 'sent', 'done'],
      ],
    ]);
  });

  it('makes a merge request each, of which MCP tells afterwards', async () => {
    const opened = (await gitlabOf(world).mergeRequests()).filter((each) => each.title === title);
    expect(opened).toHaveLength(2);
    const shown = await Promise.all(
      plans.map(({ run }) => client.callTool({ name: 'orchestrator_show-run', arguments: { number: run } })),
    );
    const urls = shown.map(({ structuredContent }) => structuredContent?.url);
    expect(urls.toSorted()).toEqual(opened.map(({ web_url }) => web_url).toSorted());
    expect(textOf(shown[0] ?? { content: [] })).toMatch(/Run \d+ is \*\*done\*\*/);
  });
});

describe('the same refusal', () => {
  it('is said, and put on record, at both doors', async () => {
    const priya = await personOf(world, 'U0AURPRIYA', 'T0AURORA01');
    const scopes = ['gitlab:merge-requests:create'] as const;
    const ide = await connectModern(world.url, await tokenFor(world, priya, [...scopes]));
    const args = { project: 'aurora/adjutant', find: 'tea', replace: 'gin' };
    const overMcp = textOf(await ide.callTool({ name: 'coding_replace-text', arguments: args }));
    await ide.close();
    const asker = { organisation: world.aurora, user: 'U0AURPRIYA', channel: 'C0AURORENG' };
    const inSlack = await askInSlack(world, asker, 'code replace-text find=tea replace=gin');
    const why =
      'does not allow this: opening merge requests in GitLab is for members, developers, managers and admins. Ask an admin of your organisation.';
    expect([overMcp, inSlack].filter((told) => !told.includes(why))).toEqual([]);
    const rows = await world.application.services.database.withTenant(priya.tenant, (tx) =>
      tx.query('select door, action, capability, outcome from audit_rows order by position desc limit 2'),
    );
    const row = { action: 'asked', capability: 'coding.replace-text', outcome: 'permission.denied' };
    expect(rows).toEqual([
      { ...row, door: 'slack' },
      { ...row, door: 'mcp' },
    ]);
  });
});
