import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderCapabilities } from '../../scripts/capability-pages.ts';
import { registry } from '../../src/agents/index.ts';
import { faultsOfEffect, faultsOfInput, faultsOfWords } from '../contract/rules.ts';
import { type Person, personIn } from '../harness/chat.ts';
import { shownIn } from '../harness/shown.ts';
import { waitFor } from '../harness/wait-for.ts';
import { startWorld, type World } from '../harness/world.ts';
import { type Browser, signedIn } from '../http/console/browser.ts';
import { connectModern, type TestClient, textOf } from '../mcp/clients.ts';
import { cutRelease, showBranch, withReleases } from './releases.ts';

let world: World;
let jonas: Person;
let client: TestClient;
let browser: Browser;
beforeAll(async () => {
  world = await startWorld({ registry: withReleases(registry) });
  jonas = personIn(world, world.aurora, 'Jonas');
  client = await connectModern(world.url, world.tokenOf(world.aurora));
  browser = await signedIn(world, 'jonas@aurora.example');
});
afterAll(async () => {
  await client.close();
  await world.close();
});

const said = async (line: string) => JSON.parse((await jonas.command(line)).body);
const release = (version: string) => ({
  name: 'run_capability',
  arguments: { name: 'releases.cut-release', args: { project: 'aurora/adjutant', version } },
});
const branches = async (): Promise<string[]> => {
  const path = encodeURIComponent('aurora/adjutant');
  const response = await fetch(`${world.vendors.gitlabUrl}/api/v4/projects/${path}/repository/branches`, {
    headers: { 'private-token': world.aurora.gitlab.token },
  });
  return ((await response.json()) as { name: string }[]).map(({ name }) => name);
};
/** The number of the run that was begun last. */
const lastRun = async (): Promise<number> =>
  Number(/href="\/console\/runs\/(\d+)"/.exec((await browser.get('/console/runs')).text)?.[1]);

describe('a capability that was declared, and nothing else written', () => {
  it('keeps the contract', () => {
    for (const capability of [cutRelease, showBranch]) {
      expect([...faultsOfWords(capability), ...faultsOfInput(capability.input)]).toEqual([]);
    }
    expect(faultsOfEffect(cutRelease)).toEqual([]);
  });

  it('is in the pages about capabilities', () => {
    const page = renderCapabilities(withReleases(registry));
    expect(page).toContain('### Cut a release');
    expect(page).toContain('/adjutant releases show-branch project=platform/api branch=main');
  });
});

describe('in Slack', () => {
  it('is in the help, of all, of its agent and of its own', async () => {
    const all = shownIn((await said('help')).blocks);
    expect(all).toContain('Releases (releases): Prepares the releases of a project.');
    expect((await said('help releases')).text).toContain('`/adjutant releases cut-release` Cut a release');
    const own = (await said('help releases cut-release')).text;
    expect(own).toContain('• `version` (needed): Two numbers, for example 1.4');
    expect(own).toContain('/adjutant releases cut-release project=aurora/adjutant version=1.4');
    expect(own).toContain('Nothing is changed before somebody approves');
  });

  it('asks in a form for what is missing', async () => {
    await jonas.command('releases cut-release');
    // On a machine with much to do, the command is acknowledged before the form is open.
    const view = await waitFor('the form', () => world.vendors.slack.drive.views(jonas.where.user).at(-1));
    expect(view?.payload).toMatchObject({ title: { text: 'Cut a release' }, submit: { text: 'Prepare' } });
    const faulty = { ...jonas.where, viewId: view?.id ?? '', values: { version: { value: 'one' } } };
    const result = await world.vendors.slack.drive.submitView(faulty);
    expect(result).toMatchObject({
      outcome: 'errors',
      errors: { version: expect.stringContaining('for example 1.4') },
    });
  });

  it('answers what it saw', async () => {
    expect(await jonas.command('releases show-branch branch=main')).toMatchObject({ status: 200, body: '' });
    await jonas.sees(/The newest commit is \*Begin\*/);
  });

  it('shows what it would do, and does it after the approval', async () => {
    const before = world.vendors.gitlab.countEffects();
    await jonas.command('releases cut-release version=1.4');
    const approve = await jonas.card('Cut the release *1.4* of `aurora/adjutant`?');
    expect(world.vendors.gitlab.countEffects()).toEqual(before);
    await jonas.press(approve);
    await jonas.sees(/The branch `release\/1\.4` is there/);
    expect(await branches()).toContain('release/1.4');
  });
});

describe('over MCP', () => {
  it('is a tool of its own when it is featured, and found when it is not', async () => {
    const names = (await client.listTools()).map(({ name }) => name);
    expect(names).toContain('releases_show-branch');
    expect(names).not.toContain('releases_cut-release');
    const found = await client.callTool({ name: 'find_capabilities', arguments: { words: 'cut a release' } });
    expect(found.structuredContent?.capabilities).toMatchObject([
      { name: 'releases.cut-release', effect: 'external', fields: [{ name: 'project' }, { name: 'version' }] },
      {},
    ]);
  });

  it('looks at once', async () => {
    const call = { name: 'releases_show-branch', arguments: { project: 'aurora/adjutant', branch: 'main' } };
    const answer = await client.callTool(call);
    expect(answer.structuredContent).toEqual({ commit: expect.stringMatching(/^[0-9a-f]{40}$/), title: 'Begin' });
  });

  it('waits for a person, and tells afterwards what came of it', async () => {
    const answer = await client.callTool(release('2.0'));
    expect(answer.structuredContent?.status).toBe('pending');
    expect(textOf(answer)).toContain('Cut the release **2.0** of `aurora/adjutant`?');
    const { channel } = directOf();
    const card = await waitFor('the card in the direct message', () =>
      world.vendors.slack.drive
        .channelHistory(channel)
        .flatMap(({ ts }) => world.vendors.slack.drive.thread(channel, ts))
        .find(({ text }) => text.includes('Cut the release *2.0*')),
    );
    const pressed = { ...jonas.where, channel, messageTs: card.ts, actionId: 'decide:approve' };
    await world.vendors.slack.drive.click(pressed);
    const done = await waitFor('the end', async () => {
      const run = await client.read(String(answer.structuredContent?.uri));
      return run.status === 'done' && run;
    });
    expect(done).toMatchObject({ capability: 'releases.cut-release', output: { branch: 'release/2.0' } });
  });
});

describe('in the console', () => {
  it('has a page for its runs', async () => {
    await jonas.command('releases show-branch branch=main');
    const page = await waitFor('the end of the run', async () => {
      const latest = await browser.get(`/console/runs/${await lastRun()}`);
      return latest.text.includes('How it ended') && latest;
    });
    expect(page.text).toContain('Show a branch');
    expect(page.text).toContain('The newest commit is <strong>Begin</strong>');
    expect(page.text).toContain('<dt>branch</dt><dd><code>main</code></dd>');
  });

  it('has a page for what waits for a decision', async () => {
    const { structuredContent } = await client.callTool(release('3.0'));
    const page = await browser.get(new URL(String(structuredContent?.approveAt)).pathname);
    expect(page.text).toContain('Cut the release <strong>3.0</strong>');
    expect(page.text).toContain('value="approve"');
  });
});

const directOf = (): { channel: string } => {
  const { team, user } = jonas.where;
  return { channel: world.vendors.slack.drive.openDirect({ team, user }).id };
};
