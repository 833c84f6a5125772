import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Person, personIn } from '../harness/chat.ts';
import { waitFor } from '../harness/wait-for.ts';
import { startWorld, type World } from '../harness/world.ts';
import { gitlabOf } from './gitlab-account.ts';
import { patchCommand } from './patches.ts';

let world: World;
let maria: Person;
let jonas: Person;

beforeAll(async () => {
  world = await startWorld();
  maria = personIn(world, world.aurora, 'Maria');
  jonas = personIn(world, world.aurora, 'Jonas');
});
afterAll(() => world.close());

describe('from a slash command to a merge request', () => {
  it('acknowledges in silence, shows the change, and opens it after the approval', async () => {
    const before = world.vendors.gitlab.countEffects();
    const acknowledged = await maria.command(patchCommand('Sell coffee', 'coffee'));
    expect(acknowledged).toMatchObject({ status: 200, body: '' });
    const approve = await maria.card('Sell coffee');
    expect(world.vendors.gitlab.countEffects()).toEqual(before);
    await maria.press(approve);
    await maria.sees(/^✅ Merge request !\d+ is open/);
    await maria.sees(/asked: \*Apply a patch\*. Done/);
    expect(world.vendors.gitlab.countEffects()).toMatchObject({ branches: 1, commits: 1, mergeRequests: 1 });
  });

  it('leaves the branch in the project that anybody can clone, with the change of the card', async () => {
    const clone = join(world.folder, 'clone');
    // The server is in this process: waiting for git any other way would stop it from answering.
    const run = async (...args: string[]): Promise<string> => (await promisify(execFile)('git', args)).stdout;
    await run('clone', '--quiet', `${world.vendors.gitlabUrl}/aurora/adjutant.git`, clone);
    const git = (...args: string[]): Promise<string> => run('-C', clone, ...args);
    const branch = (await git('branch', '--remotes', '--list', 'origin/adjutant/*')).trim();
    const diff = await git('diff', `origin/main...${branch}`);
    const shown = (text: string): string[] => text.split('\n').filter((line) => /^([+-]|@@)/.test(line));
    const [effect] = await effectsNamed('Sell coffee');
    expect(shown(diff)).toEqual(shown(effect?.preview?.diff ?? ''));
    const page = await (await fetch((await gitlabOf(world).mergeRequests())[0]?.web_url ?? '')).text();
    for (const line of shown(diff).filter((each) => !/^(\+\+\+|---)/.test(each))) {
      expect(page).toContain(line.replace(/^[+-]/, ''));
    }
    expect((await git('log', '-1', '--format=%s', branch)).trim()).toBe('Sell coffee');
  });

  it('replaces the card after the decision: no buttons but one to undo it', async () => {
    const card = maria.messages().find(({ text }) => text.includes('Sell coffee') && !text.includes('asked:'));
    expect(card?.text).toMatch(/Approved by Maria Lindqvist and done/);
    expect(JSON.stringify(card?.blocks)).not.toContain('decide:approve');
    await maria.press(await maria.card('Sell coffee', 'Undo'));
    await maria.sees(/Undone by Maria Lindqvist/);
    expect(world.vendors.gitlab.countEffects()).toMatchObject({ branchDeletions: 1, mergeRequestUpdates: 1 });
  });

  it('does not disturb a second request between the question and the click', async () => {
    await maria.command(patchCommand('Sell cocoa', 'cocoa'));
    const first = await maria.card('Sell cocoa');
    await maria.command(patchCommand('Sell milk', 'milk'));
    const second = await maria.card('Sell milk');
    await maria.press(second);
    await waitFor('the second', () => done('Sell milk'));
    expect(done('Sell cocoa')).toBe(false);
    await maria.press(first);
    await waitFor('the first', () => done('Sell cocoa'));
    const titles = (await gitlabOf(world).mergeRequests())
      .filter(({ state }) => state === 'opened')
      .map(({ title }) => title);
    expect(titles.toSorted()).toEqual(['Sell cocoa', 'Sell milk']);
  });

  it('takes a rejection with its reason, and changes nothing', async () => {
    await maria.command(patchCommand('Sell sand', 'sand'));
    const before = world.vendors.gitlab.countEffects();
    await maria.press(await maria.card('Sell sand', 'Reject'));
    const { drive } = world.vendors.slack;
    const view = await waitFor('the form', () => drive.views(maria.where.user).at(-1));
    const result = await drive.submitView({
      ...maria.where,
      viewId: view.id,
      values: { reason: { value: 'Nobody buys sand.' } },
    });
    expect(result.outcome).toBe('closed');
    await maria.sees(/Rejected by Maria Lindqvist \(“Nobody buys sand/);
    expect(world.vendors.gitlab.countEffects()).toEqual(before);
  });

  it('lets a colleague decide, and tells who comes second how it stands', async () => {
    await maria.command(patchCommand('Sell rice', 'rice'));
    const card = await jonas.card('Sell rice');
    await Promise.all([jonas.press(card), maria.press(card)]);
    await waitFor('the merge request', () => done('Sell rice'));
    const told = [...maria.whispers(), ...jonas.whispers()].map(({ text }) => text);
    expect(told.filter((text) => /no longer to be decided/.test(text))).toHaveLength(1);
  });
});

const done = (title: string): boolean =>
  maria.messages().some(({ text }) => text.includes(title) && text.includes('and done'));

async function effectsNamed(title: string): Promise<{ preview: { diff?: string } | null }[]> {
  const { database, identity } = world.application.services;
  const found = await identity.findInstallation('slack', world.aurora.slack.team);
  const named = "select preview from effects where preview->>'markdown' like $1";
  return database.withTenant(found?.tenant ?? '', (tx) => tx.query(named, [`%${title}%`]));
}
