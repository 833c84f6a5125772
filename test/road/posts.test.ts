import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { usualLimits } from '../../sandbox/x/limits.ts';
import { type Person, personIn } from '../harness/chat.ts';
import { shownIn } from '../harness/shown.ts';
import { waitFor } from '../harness/wait-for.ts';
import { startWorld, type World } from '../harness/world.ts';

const general = 'C0AURORGEN';

let world: World;
let jonas: Person;
let maria: Person;
beforeAll(async () => {
  world = await startWorld({
    settings: { EFFECT_RETRY_SECONDS: '0.05', EFFECT_LEASE_SECONDS: '10', SWEEP_SECONDS: '0.1' },
  });
});
beforeEach(() => {
  jonas = personIn(world, world.aurora, 'Jonas');
  maria = personIn(world, world.aurora, 'Maria');
});
afterEach(() => world.vendors.faults.clear());
afterAll(() => world.close());

const timeline = (): string[] => world.vendors.x.timeline('aurora_robotics').map(({ written }) => written);
const announcementsOf = (text: string) =>
  world.vendors.slack.drive
    .channelHistory(general)
    .filter((message) => message.byBot && JSON.stringify(message.blocks).includes(text));
const timesOf = (text: string): number => timeline().filter((each) => each === text).length;

/** Asked by Jonas, and shown to be approved. */
async function askToPublish(text: string, more = '') {
  await jonas.command(`post publish-post text="${text}"${more}`);
  return jonas.card(text);
}

describe('a post on the road', () => {
  it('is approved by somebody else, is on the timeline once, and is announced once with its link', async () => {
    const text = 'Our robots count a warehouse in 20 minutes. https://example.com/count #robotics';
    const approve = await askToPublish(text);
    await jonas.press(approve);
    await waitFor('why he may not', () =>
      jonas.whispers().some((each) => /Somebody else has to decide/.test(each.text)),
    );
    expect(timeline()).not.toContain(text);
    await maria.press(approve);
    await maria.sees(/The post is on X, and announced/);
    expect(timesOf(text)).toBe(1);
    const [announcement, ...others] = announcementsOf('count a warehouse');
    expect(others).toEqual([]);
    const shown = JSON.stringify(announcement?.blocks);
    expect(shownIn(announcement?.blocks)).toContain('Aurora Robotics posted on X');
    const url = /http:\/\/[^"|>\\]+\/x\/aurora_robotics\/status\/\d+/.exec(shown)?.[0] ?? '';
    const page = await (await fetch(url)).text();
    expect(page).toContain('Our robots count a warehouse in 20 minutes.');
  });

  it('is taken back with its announcement', async () => {
    const text = 'This was too early';
    await maria.press(await askToPublish(text));
    const undo = await maria.card(text, 'Undo');
    await maria.press(undo);
    await maria.sees(/Undone by Maria/);
    expect(timesOf(text)).toBe(0);
    expect(announcementsOf(text)).toEqual([]);
  });

  it('is refused before anybody is asked when it was posted already, is empty or too long', async () => {
    await maria.press(await askToPublish('Only once'));
    await maria.sees(/The post is on X/);
    await jonas.command('post publish-post text="Only once"');
    await jonas.sees(/The same text was posted on .* already: http/);
    await jonas.command('post publish-post text=" "');
    await jonas.sees(/The post is empty/);
    await jonas.command(`post publish-post text="${'x'.repeat(290)}"`);
    await jonas.sees(/counts 290 in X's counting, and 280 are allowed. Shorten it by 10/);
    expect(timesOf('Only once')).toBe(1);
  });

  it('is drafted from free words, and nothing is sent', async () => {
    const before = timeline();
    await jonas.command('post our new gripper is here. It lifts 12 kilos. #robotics');
    await jonas.sees(/1\. Straight[\s\S]*Our new gripper is here\. It lifts 12 kilos/);
    expect(timeline()).toEqual(before);
  });

  it('waits for its time once it is approved, and can be withdrawn until then', async () => {
    await jonas.command('post schedule-post text="Happy new week" at="in 30 days at 9:00 Europe/Berlin" channel=none');
    await maria.press(await jonas.card('Happy new week'));
    await maria.sees(/Goes out on/);
    await maria.press(await maria.card('Happy new week', 'Withdraw'));
    await maria.sees(/Withdrawn by Maria/);
    expect(timesOf('Happy new week')).toBe(0);
  });

  it('is looked for when its answer was lost, and found: it is there once, and announced', async () => {
    const text = 'Found after the answer was lost';
    const approve = await askToPublish(text);
    world.vendors.faults.add({ vendor: 'x', method: 'POST', path: '/2/tweets', times: 1, kind: 'drop-after' });
    await maria.press(approve);
    await waitFor('the announcement', () => announcementsOf(text).length > 0);
    await maria.card(text, 'Undo');
    expect(timesOf(text)).toBe(1);
    expect(announcementsOf(text)).toHaveLength(1);
  });

  it('is announced once when the answer of the announcement was lost', async () => {
    const text = 'Announced once';
    const approve = await askToPublish(text, ' channel=general');
    world.vendors.faults.add({ vendor: 'slack', path: 'chat.postMessage', times: 1, kind: 'drop-after' });
    await maria.press(approve);
    await maria.card(text, 'Undo');
    expect(timesOf(text)).toBe(1);
    expect(announcementsOf(text)).toHaveLength(1);
  });

  it('is unknown in its announcement when that may have been said and is not there', async () => {
    const text = 'Said by nobody yet';
    const approve = await askToPublish(text, ' channel=general');
    world.vendors.faults.add({ vendor: 'slack', path: 'chat.postMessage', times: 1, kind: 'drop-before' });
    await maria.press(approve);
    const again = await maria.card(text, 'Send again');
    expect([timesOf(text), announcementsOf(text).length]).toEqual([1, 0]);
    await maria.press(again);
    await maria.card(text, 'Undo');
    expect([timesOf(text), announcementsOf(text).length]).toEqual([1, 1]);
  });

  it('is unknown when it may have been sent and is not there; sent again, it is there once', async () => {
    const text = 'Nobody knows of this one';
    const approve = await askToPublish(text);
    world.vendors.faults.add({ vendor: 'x', method: 'POST', path: '/2/tweets', times: 1, kind: 'drop-before' });
    await maria.press(approve);
    await maria.sees(/Nobody can tell whether this happened/);
    expect(
      maria.messages().some(({ blocks }) => /It is there.*Send again.*Leave it/s.test(JSON.stringify(blocks))),
    ).toBe(true);
    expect(timesOf(text)).toBe(0);
    await maria.press(await maria.card(text, 'Send again'));
    await waitFor('the announcement', () => announcementsOf(text).length > 0);
    expect(timesOf(text)).toBe(1);
  });

  it('is done when a person posted it by hand meanwhile and says that it is there', async () => {
    const text = 'Posted by hand in the end';
    const approve = await askToPublish(text, ' channel=none');
    world.vendors.faults.add({ vendor: 'x', method: 'POST', path: '/2/tweets', times: 1, kind: 'drop-before' });
    await maria.press(approve);
    const found = await maria.card(text, 'It is there');
    world.vendors.x.postByHand('aurora_robotics', text);
    await maria.press(found);
    await maria.card(text, 'Undo');
    expect(timesOf(text)).toBe(1);
  });

  it('waits as long as X asks to, and is not lost', async () => {
    world.vendors.x.setLimits({ ...usualLimits, post: 1, windowSeconds: 2 });
    const [first, second] = ['The first one', 'The one that waits'];
    await maria.press(await askToPublish(first, ' channel=none'));
    await maria.card(first, 'Undo');
    await maria.press(await askToPublish(second, ' channel=none'));
    await maria.card(second, 'Undo');
    expect([timesOf(first), timesOf(second)]).toEqual([1, 1]);
    world.vendors.x.setLimits(usualLimits);
  });
});
