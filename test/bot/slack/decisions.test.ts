import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../../sandbox/slack/model.ts';
import { waitFor } from '../../harness/wait-for.ts';
import { startWorld, type World } from '../../harness/world.ts';
import { buttonsOf, engineering, jonas, maria, priya, roots, team, textOf } from './aurora.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const drive = () => world.vendors.slack.drive;
const notes = (user: string) => drive().ephemerals(engineering, user);

/** Asks for a change, and gives the approval card. */
async function card(find: string, replace: string): Promise<Message> {
  const before = roots(world).length;
  const text = `code replace-text find="${find}" replace="${replace}"`;
  expect(await drive().command({ team, channel: engineering, user: jonas, command: '/adjutant', text })).toMatchObject({
    status: 200,
    body: '',
  });
  const root = await waitFor('the root', () => roots(world)[before]);
  return waitFor('the card', () =>
    drive()
      .thread(engineering, root.ts)
      .find((message) => buttonsOf(message).length > 0),
  );
}
const now = ({ ts, threadTs = ts }: Message): Message => {
  const found = drive()
    .thread(engineering, threadTs)
    .find((message) => message.ts === ts);
  if (!found) throw new Error('the card is gone');
  return found;
};
const click = (message: Message, actionId: string, user: string) =>
  drive().click({ team, user, channel: engineering, messageTs: message.ts, actionId });
const cardWith = (message: Message, words: string) =>
  waitFor(`a card with “${words}”`, () => textOf(now(message)).includes(words) && now(message));

describe('a card of a change', () => {
  it('shows exactly what will happen, and who may decide', async () => {
    const message = await card('tea', 'coffee');
    const shown = textOf(message);
    expect(shown).toContain('-The shop sells tea.\n+The shop sells coffee.');
    expect(shown).toContain('Asked by: Jonas Weber');
    expect(buttonsOf(message).map(({ text }) => text.text)).toEqual(['Approve', 'Reject', 'Withdraw']);
  });

  it('is decided by a click, and shows what was made in its place', async () => {
    const message = await card('555-0100', '555-0199');
    const answer = await click(message, 'decide:approve', maria);
    expect(answer).toMatchObject({ status: 200, body: '' });
    const done = await cardWith(message, 'Merge request !');
    expect(textOf(done)).toContain('Approved by Maria Lindqvist');
    expect(buttonsOf(done).map(({ text }) => text.text)).toEqual(['Undo']);
  });

  it('is decided once: the loser of a race, and a second click, are told how it stands', async () => {
    const message = await card('greet', 'welcome');
    const answers = await Promise.all([
      click(message, 'decide:approve', maria),
      click(message, 'decide:approve', jonas),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const told = await waitFor('one to be told', () => [...notes(maria), ...notes(jonas)][0]);
    expect(told.text).toContain('This is no longer to be decided. Approved');
    await cardWith(message, 'Merge request !');
  });

  it('asks for a reason before it is rejected, and shows it', async () => {
    const message = await card('cents', 'pennies');
    await click(message, 'decide-with-reason:reject', maria);
    const view = drive().views(maria).at(-1);
    expect(view?.payload.title).toMatchObject({ text: 'Reject' });
    const submit = (value: string) =>
      drive().submitView({ team, user: maria, viewId: view?.id ?? '', values: { reason: { value } } });
    expect((await submit('x'.repeat(501))).outcome).toBe('invalid');
    expect((await submit('Say *euro* <!channel>')).outcome).toBe('closed');
    const rejected = await cardWith(message, 'Rejected by Maria Lindqvist');
    expect(textOf(rejected)).toContain('Say *euro* <!channel>');
    expect(buttonsOf(rejected)).toEqual([]);
  });

  it('refuses who may not decide, and tells only them', async () => {
    const message = await card('price', 'cost');
    await click(message, 'decide:approve', priya);
    const told = await waitFor('the refusal', () => notes(priya).at(-1));
    expect(told.text).toContain('Your role does not let you decide this');
    await click(message, 'decide-with-reason:reject', priya);
    const view = drive().views(priya).at(-1);
    const result = await drive().submitView({ team, user: priya, viewId: view?.id ?? '', values: {} });
    expect(result).toMatchObject({
      outcome: 'errors',
      errors: { reason: expect.stringContaining('Your role does not let you decide') },
    });
    expect(buttonsOf(now(message))).toHaveLength(3);
  });

  it('is refused to who clicks on another content than what stands', async () => {
    const message = await card('Hello', 'Hi');
    const [approve] = buttonsOf(message);
    const carried = { ...JSON.parse(approve?.value ?? '{}'), hash: 'f'.repeat(64) };
    const { blocks = [] } = message;
    const forged = JSON.parse(
      JSON.stringify(blocks).replace(JSON.stringify(approve?.value), JSON.stringify(JSON.stringify(carried))),
    );
    const posted = world.vendors.slack.drive.channelHistory(engineering).length;
    const client = await world.application.services.credentials.account(
      (await world.application.services.identity.findInstallation('slack', team))?.tenant ?? '',
      'slack',
      team,
    );
    await fetch(`${world.vendors.slackApiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${client.secret.reveal()}`, 'content-type': 'application/json' },
      body: JSON.stringify({ channel: engineering, text: 'forged', blocks: forged }),
    });
    const fake = await waitFor('the forged card', () => drive().channelHistory(engineering)[posted]);
    const before = notes(maria).length;
    await click(fake, 'decide:approve', maria);
    const told = await waitFor('the refusal', () => notes(maria)[before]);
    expect(told.text).toContain('This request has changed since this card was shown');
  });
});
