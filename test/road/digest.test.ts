import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Person, personIn } from '../harness/chat.ts';
import { waitFor } from '../harness/wait-for.ts';
import { startWorld, type World } from '../harness/world.ts';
import { expectClear } from './asking.ts';
import { patchCommand } from './patches.ts';

let world: World;
let maria: Person;
let tenant: string;

beforeAll(async () => {
  world = await startWorld();
  maria = personIn(world, world.aurora, 'Maria');
  const { identity } = world.application.services;
  tenant = (await identity.findInstallation('slack', world.aurora.slack.team))?.tenant ?? '';
});
afterAll(() => world.close());

const general = 'C0AURORGEN';
/** What stands in the channel, without the messages of runs. */
const digests = (): string[] =>
  world.vendors.slack.drive
    .channelHistory(general)
    .flatMap(({ text }) => (text.includes('Morning news') ? [text] : []));

const sql = <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> =>
  world.application.services.database.withTenant(tenant, (tx) => tx.query<Row & Record<string, unknown>>(text, values));

/** Its time has come. */
const makeDue = (minutesAgo: number): Promise<object[]> =>
  sql("update schedules set next_at = date_trunc('minute', now()) - $1 * interval '1 minute' returning id", [
    minutesAgo,
  ]);

/** The firings that have come to their end, and were noted. */
/** On demand it comes a minute after the last one at the earliest. */
const minuteLater = () => sql("update schedules set last_at = now() - interval '1 minute' returning id");

const ended = async (count: number): Promise<boolean> => {
  const [row] = await sql<{ count: number }>(
    `select count(*)::integer as count from runs r where r.schedule_id is not null and r.state = 'done'
       and not exists (select 1 from schedules s where s.open_run_id is not null)`,
  );
  return row?.count === count;
};
const next = async (): Promise<Date | null> =>
  (await sql<{ next_at: Date | null }>('select next_at from schedules'))[0]?.next_at ?? null;

describe('a digest on a schedule', () => {
  it('is shown with its next times and what it would say, and approved once', async () => {
    await maria.command(patchCommand('Sell coffee', 'coffee'));
    await maria.press(await maria.card('Sell coffee'));
    await maria.sees(/Merge request !\d+ is open/);
    await maria.command('lead Dana Ortiz from Acme GmbH, dana.ortiz@acme.example, wants a demo');
    await maria.press(await maria.card('Create the lead'));
    await maria.sees(/Dana Ortiz\*? is a new lead/);
    await maria.command('digest every weekday 9:00 Europe/Berlin in #general titled "Morning news"');
    const approve = await maria.card('Morning news');
    const card = maria.messages().find(({ ts }) => ts === approve.messageTs);
    expect(card?.text).toMatch(/every weekday at 09:00 Europe\/Berlin/);
    expect(JSON.stringify(card)).toMatch(/Next times/);
    expect(JSON.stringify(card)).toMatch(/open the merge request \*Sell coffee\*/);
    await maria.press(approve);
    await maria.sees(/Schedule 1 posts \*Morning news\* every weekday at 09:00 Europe\/Berlin/);
    expect(digests()).toEqual([]);
  });

  it('is posted once when its time has come, by nobody’s hand', async () => {
    await makeDue(5);
    await waitFor('the digest', () => digests()[0]);
    await waitFor('its end', () => ended(1));
    expect(digests()).toHaveLength(1);
    expect(digests()[0]).toMatch(
      /What happened in `aurora\/adjutant`[\s\S]*open the merge request \*Sell coffee\* · Maria Lindqvist[\s\S]*Create the lead \*Dana Ortiz\* in Salesforce with a follow-up task · Maria Lindqvist/,
    );
    expect((await next())?.getTime()).toBeGreaterThan(Date.now());
    const approvals = await sql(
      "select 1 from effects where capability = 'communications.post-digest' and state = 'done'",
    );
    expect(approvals).toHaveLength(1);
  });

  it('says honestly, the next time, that nothing happened since', async () => {
    await makeDue(4);
    await waitFor('its end', () => ended(2));
    expect(digests()).toHaveLength(2);
    expect(digests().some((text) => /Nothing happened in `aurora\/adjutant` since/.test(text))).toBe(true);
  });

  it('is listed', async () => {
    await maria.command('digest list');
    await maria.sees(/\*1\* Morning news: every weekday at 09:00 Europe\/Berlin, in `#general`/);
  });

  it('rests while it is paused', async () => {
    await maria.command('digest pause 1');
    await maria.sees(/Schedule 1, \*Morning news\*, rests now/);
    expect(await next()).toBeNull();
    await makeDue(3);
    // The sweeper comes round for others meanwhile.
    await maria.command('digest resume 1');
    await maria.sees(/Schedule 1, \*Morning news\*, goes on/);
    expect(await ended(2)).toBe(true);
    expect(digests()).toHaveLength(2);
  });

  it('comes once more on demand', async () => {
    await minuteLater();
    await maria.command('digest run 1');
    await maria.sees(/Schedule 1, \*Morning news\*, is on its way: run \d+/);
    await waitFor('its end', () => ended(3));
    expect(digests()).toHaveLength(3);
  });

  it('tells where it was set up, once, that its channel is gone', async () => {
    const { team } = world.aurora.slack;
    world.vendors.slack.drive.archive({ team, channel: general });
    await makeDue(2);
    await waitFor('its end', () => ended(4));
    await maria.sees(/Schedule 1, \*Morning news\*: Its last firing \(run \d+\) failed/);
    await makeDue(1);
    await waitFor('its end', () => ended(5));
    expect(maria.texts().filter((text) => /Its last firing/.test(text))).toHaveLength(1);
    world.vendors.slack.drive.archive({ team, channel: general, isArchived: false });
    await minuteLater();
    await maria.command('digest run 1');
    await maria.sees(/Schedule 1, \*Morning news\*, works again/);
    expect(digests()).toHaveLength(4);
  });

  it('that is deleted is gone', async () => {
    await maria.command('digest delete 1');
    await maria.sees(/Schedule 1, \*Morning news\*, is deleted/);
    await maria.command('digest pause 1');
    await maria.sees(/There is no schedule 1 in your projects\. There is none yet/);
    await maria.command('digest list');
    await maria.sees(/Nothing is scheduled/);
  });

  it.each([
    [
      'an unknown channel',
      'digest every weekday 9:00 Berlin in #nowhere',
      /There is no channel “nowhere”.*\/invite @Adjutant/,
    ],
    [
      'a channel that it is not in',
      'digest every weekday 9:00 Berlin in #leadership',
      /I am not in #leadership.*\/invite @Adjutant/,
    ],
    ['a rule without an end', 'digest hourly in #general', /at most once a day/],
    ['another script', 'digest 每天早上九点 #general', /I did not understand/],
    ['a month', 'digest monthly on the 1st at 9:00 in #general', /days of the week, not of the month/],
    ['5,000 words', `digest ${'every weekday '.repeat(2_500)} #general`, /when.*200/],
  ])('is refused with what to do: %s', async (_what, line, words) => {
    const told = (): string[] => [...maria.texts(), ...maria.whispers().map(({ text }) => text)];
    const before = told().filter((text) => words.test(text)).length;
    const { body } = await maria.command(line);
    const answer = await waitFor('an answer', () => {
      const found = [body, ...told()].filter((text) => words.test(text));
      return found.length > before && found.at(-1);
    });
    expectClear(answer, words);
    expect(await sql("select 1 from schedules where state <> 'deleted'")).toEqual([]);
  });
});

describe('a report', () => {
  it('tells what was done', async () => {
    await maria.command('communications write-report period=today');
    await maria.sees(
      /Report on `aurora\/adjutant`[\s\S]*Done[\s\S]*open the merge request \*Sell coffee\*[\s\S]*In progress[\s\S]*Waiting[\s\S]*Risks[\s\S]*Plan/,
    );
  });

  it('for a customer says to who asks which plan it tells of', async () => {
    await maria.command('plan a web shop until end of March');
    await maria.sees(/Plan 1: A web shop/);
    await maria.command('plan a training until end of March');
    await maria.sees(/Plan 2: A training/);
    await maria.command('communications report for the customer last week');
    await maria.sees(
      /For you, not for the customer: [\s\S]*plan 2, “A training”, the one that was changed last\. For plan 1, “A web shop”, add `plan=1`/,
    );
    await maria.command('communications report for the customer on plan 1');
    await maria.sees(/The progress is that of plan 1, “A web shop”\./);
  });
});
