import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { shownIn } from '../../harness/shown.ts';
import { waitFor } from '../../harness/wait-for.ts';
import { startWorld, type World } from '../../harness/world.ts';
import { jonas, leadership, maria, team, textOf } from './aurora.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => drive().setScope({ team, scope: 'im:write', isGranted: true }));
afterAll(() => world.close());

const drive = () => world.vendors.slack.drive;
const direct = (user: string) => drive().openDirect({ team, user }).id;
const command = (user: string, channel: string, text: string) =>
  drive().command({ team, user, channel, command: '/adjutant', text });
const inDirect = (user: string) =>
  drive()
    .channelHistory(direct(user))
    .flatMap(({ ts }) => drive().thread(direct(user), ts));
const notes = (user: string, channel: string) => drive().ephemerals(channel, user);

const places: [string, () => string, RegExp][] = [
  ['a channel without the bot', () => leadership, /To get answers here, type `\/invite @Adjutant`\.$/],
  [
    'a private channel that the bot does not know',
    () => {
      const secret = 'C0AURORGEN';
      drive().remove({ team, channel: secret });
      drive().hide({ team, channel: secret });
      return secret;
    },
    /To get answers here, type `\/invite @Adjutant`\.$/,
  ],
  [
    'a direct message between people',
    () => drive().openTalk({ team, users: [jonas, maria] }).id,
    /To get answers where others see them, ask in a channel\.$/,
  ],
];

describe('a command in', () => {
  it.each(places)('%s is answered to the person, who is told so in place', async (_what, open, cure) => {
    const channel = open();
    const before = inDirect(jonas).length;
    expect(await command(jonas, channel, 'identity who-am-i')).toMatchObject({ status: 200 });
    const note = await waitFor('the note', () => notes(jonas, channel).at(-1));
    expect(note.text).toMatch(/^I cannot write here, so the answer is in <http[^|]*\|our direct message>\. /);
    expect(note.text).toMatch(cure);
    const answer = await waitFor('the answer', () =>
      inDirect(jonas)
        .slice(before)
        .find((message) => textOf(message).includes('Jonas Weber')),
    );
    expect(answer.channel).toBe(direct(jonas));
    expect(note.text).toContain(`/archives/${direct(jonas)}/p`);
    expect(notes(jonas, channel)).toHaveLength(1);
    expect(drive().channelHistory(channel)).toEqual([]);
    expect(notes(maria, channel)).toEqual([]);
  });

  it('a channel without the bot is answered there, to the person alone, where no direct message can be opened', async () => {
    drive().setScope({ team, scope: 'im:write', isGranted: false });
    const before = inDirect(maria).length;
    await command(maria, leadership, 'identity who-am-i');
    const note = await waitFor('the answer in place', () =>
      notes(maria, leadership).find(({ blocks }) => shownIn(blocks ?? []).includes('Maria Lindqvist')),
    );
    expect(note.text).toContain('type `/invite @Adjutant` in the channel');
    expect(inDirect(maria)).toHaveLength(before);
  });

  it('a channel that the bot was invited to in the meantime is answered there', async () => {
    await drive().invite({ team, channel: leadership, user: jonas });
    await command(jonas, leadership, 'identity who-am-i');
    await waitFor('the answer', () => drive().channelHistory(leadership).at(-1));
  });
});
