import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TeamsPerson, teamsPerson, wordsOf } from '../bot/teams/aurora.ts';
import { waitFor } from '../harness/wait-for.ts';
import { startWorld, type World } from '../harness/world.ts';

let world: World;
let maria: TeamsPerson;
let jonas: TeamsPerson;
beforeAll(async () => {
  world = await startWorld({ teamsThrottle: { perConversation: [], perTenantASecond: 1_000 } });
  maria = await teamsPerson(world, 'Maria', { inChannel: true });
  jonas = await teamsPerson(world, 'Jonas', { inChannel: true });
  await maria.say('@Adjutant identity who-am-i');
  await maria.sees(/You are Maria/);
});
afterAll(() => world.close());

const posts = () => maria.messages().filter(({ from, thread }) => from === 'bot' && thread === undefined);
const slackPosts = (): number => world.vendors.slack.countEffects()['chat.postMessage'] ?? 0;

describe('a digest that is asked for in Teams', () => {
  it('is posted in the channel of Teams, as a post of its own, and can be taken back', async () => {
    const before = slackPosts();
    await maria.say('@Adjutant communications post-digest channel=engineering');
    const card = await maria.card('Digest of aurora/adjutant');
    expect(posts()).toEqual([]);
    await maria.press(card, 'Approve');
    await waitFor('the digest', () => posts().some((each) => wordsOf(each.card).includes('Digest of aurora/adjutant')));
    await maria.sees(/The digest is posted/);
    expect(slackPosts()).toBe(before);
    await maria.press(await maria.card('Digest of aurora/adjutant', 'Undo'), 'Undo');
    await waitFor('the end of it', () => posts().length === 0);
  });

  it('is not posted twice when nobody can tell whether it was: a person is asked', async () => {
    await maria.say('@Adjutant communications post-digest channel=engineering title=Doubtful');
    const card = await maria.card('Doubtful');
    world.vendors.faults.add({ vendor: 'teams', kind: 'drop-after', times: 1, path: '/\\/v3\\/conversations$/' });
    await maria.press(card, 'Approve');
    const asked = await maria.card('Nobody can tell whether this happened', 'It is there');
    expect(wordsOf(asked.card)).toContain('it cannot be looked up there by me');
    expect(wordsOf(asked.card)).not.toContain('The vendor was asked');
    expect(posts().filter((each) => wordsOf(each.card).includes('Doubtful'))).toHaveLength(1);
    await maria.press(asked, 'It is there', { reason: 'in the channel' });
    await maria.card('what you gave is no link to it', 'It is there');
    expect(posts().filter((each) => wordsOf(each.card).includes('Doubtful'))).toHaveLength(1);
    const [post] = posts().filter((each) => wordsOf(each.card).includes('Doubtful'));
    const link = `https://teams.microsoft.com/l/message/${encodeURIComponent(maria.where.conversation)}/${post?.id}?tenantId=x`;
    await maria.press(asked, 'It is there', { reason: `here: ${link}` });
    const done = await maria.card('The digest is posted', 'Undo');
    expect(posts().filter((each) => wordsOf(each.card).includes('Doubtful'))).toHaveLength(1);
    await maria.press(done, 'Undo');
    await waitFor('the end of it', () => !posts().some((each) => wordsOf(each.card).includes('Doubtful')));
  });

  it('on a schedule comes to the channel of Teams, too', async () => {
    await jonas.say(
      '@Adjutant communications schedule-digest channel=engineering when="every day 9:00 UTC" title=Morning',
    );
    await jonas.press(await jonas.card('Morning'), 'Approve');
    await jonas.sees(/Schedule 1 posts Morning/);
    await jonas.say('@Adjutant communications run-schedule number=1');
    await waitFor('the digest', () => posts().some((each) => wordsOf(each.card).includes('Morning')));
  });

  it('goes nowhere where the bot is not', async () => {
    await maria.say('@Adjutant communications post-digest channel=nowhere');
    await maria.sees(/There is no channel “nowhere” that I can see/);
  });
});
