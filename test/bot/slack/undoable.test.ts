import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../../sandbox/slack/model.ts';
import { waitFor } from '../../harness/wait-for.ts';
import { startWorld, type World } from '../../harness/world.ts';
import { buttonsOf, engineering, jonas, maria, team, textOf } from './aurora.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const drive = () => world.vendors.slack.drive;
/** What is answered at once to “undo”. */
const undo = async (user: string): Promise<{ text: string; blocks: Record<string, unknown>[] }> => {
  const place = { team, channel: engineering, user };
  return JSON.parse((await drive().command({ ...place, command: '/adjutant', text: 'undo' })).body);
};
const cards = (): Message[] =>
  drive()
    .channelHistory(engineering)
    .flatMap(({ ts }) => drive().thread(engineering, ts))
    .filter((message) => buttonsOf(message).length > 0);
const withButton = (name: string): Message[] =>
  cards().filter((message) => buttonsOf(message).some(({ text }) => text.text === name));

/** Something that Jonas asked for and Maria approved. */
async function made(find: string, replace: string): Promise<void> {
  await drive().command({
    team,
    channel: engineering,
    user: jonas,
    command: '/adjutant',
    text: `code replace-text find="${find}" replace="${replace}"`,
  });
  const before = withButton('Undo').length;
  const card = await waitFor('the card', () => withButton('Approve')[0]);
  await drive().click({ team, user: maria, channel: engineering, messageTs: card.ts, actionId: 'decide:approve' });
  await waitFor('it is done', () => withButton('Undo').length > before);
}

describe('undo', () => {
  it('shows the latest of one’s own that can be undone, each with its button', async () => {
    await made('555-0100', '555-0199');
    await made('tea', 'coffee');
    const told = textOf(await undo(jonas));
    expect(told).toMatch(/latest that can be undone.*1\. .*“?tea.*2\. .*555-0100/s);
    expect([...told.matchAll(/"action_id":"(decide:undo[^"]*)"/g)].map(([, id]) => id)).toEqual([
      'decide:undo:1',
      'decide:undo:2',
    ]);
  });

  it('takes back the one that is chosen', async () => {
    const note = await waitFor('the list', () => drive().ephemerals(engineering, jonas).at(-1));
    const [card] = withButton('Undo').filter((message) => textOf(message).includes('555-0199'));
    const place = { team, user: jonas, channel: engineering, messageTs: note.ts };
    expect(await drive().click({ ...place, actionId: 'decide:undo:2' })).toMatchObject({ status: 200 });
    await waitFor('it is taken back', () =>
      drive()
        .thread(engineering, card?.threadTs ?? '')
        .some((message) => textOf(message).includes('Undone')),
    );
    expect(withButton('Undo')).toHaveLength(1);
  });

  it('shows nothing of others', async () => {
    expect((await undo(maria)).text).toContain('Nothing that you asked for lately can be undone');
  });
});
