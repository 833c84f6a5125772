import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bot, engineering, jonas, maria, send, team } from '../bot/slack/aurora.ts';
import { startWorld, type World } from '../harness/world.ts';
import { ask, slackChannel, slackDirect, type Talk, teamsTalk } from './open-questions.ts';

let world: World;
const talks: Record<string, { own: Talk; other: Talk; elsewhere: Talk }> = {};
beforeAll(async () => {
  world = await startWorld({
    teamsThrottle: { perConversation: [], perTenantASecond: 1_000 },
    slackLimits: { postBurst: 1_000, tierFactor: 1_000 },
  });
  talks['a channel of Slack'] = {
    own: slackChannel(world, maria),
    other: slackChannel(world, jonas),
    elsewhere: slackDirect(world, maria),
  };
  talks['a direct message of Slack'] = {
    own: slackDirect(world, maria),
    other: slackDirect(world, jonas),
    elsewhere: slackChannel(world, maria),
  };
  talks['a channel of Teams'] = {
    own: await teamsTalk(world, 'Maria', { inChannel: true }),
    other: await teamsTalk(world, 'Jonas', { inChannel: true }),
    elsewhere: await teamsTalk(world, 'Maria'),
  };
  talks['a chat in Teams'] = {
    own: await teamsTalk(world, 'Maria'),
    other: await teamsTalk(world, 'Jonas'),
    elsewhere: await teamsTalk(world, 'Maria', { inChannel: true }),
  };
});
afterAll(() => world.close());

const notUnderstood = /did not understand|Did you mean/;

/** Asks the organisation's own rows. */
async function rows<Row extends Record<string, unknown>>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
  const { identity, database } = world.application.services;
  const found = await identity.findInstallation('slack', team);
  return database.withTenant(found?.tenant ?? '', (tx) => tx.query<Row>(sql, values));
}
const runs = async (): Promise<number> =>
  (await rows<{ count: number }>('select count(*)::integer as count from runs'))[0]?.count ?? 0;

describe.each(['a channel of Slack', 'a direct message of Slack', 'a channel of Teams', 'a chat in Teams'])(
  'a question in %s',
  (name) => {
    const own = (): Talk => talks[name]?.own ?? expect.fail();
    const other = (): Talk => talks[name]?.other ?? expect.fail();
    const elsewhere = (): Talk => talks[name]?.elsewhere ?? expect.fail();
    const begin = async () =>
      (
        await ask(
          own(),
          'orchestrator show-run',
          /Show a run\W* still needs \W?number\W*\. (?:Just answer here|Mention me, or answer in quotes)/,
        )
      ).root;

    it('is answered by the next message, in the kind of what is missing', async () => {
      const root = await begin();
      await ask(own(), 'number 424242, please', /There is no run 424242/, root);
    });

    it('says why an answer does not fit, and stays', async () => {
      const root = await begin();
      const { text } = await ask(own(), 'the one from yesterday', /number\W+has to be a number/, root);
      expect(text).toMatch(/still wait for[\s\S]*Said to me, \W*cancel\W* drops it/);
      expect(text).not.toMatch(notUnderstood);
      await ask(own(), '424243', /There is no run 424243/, root);
    });

    it('is dropped by “never mind”, and then waits for nothing', async () => {
      const root = await begin();
      await ask(own(), 'Never mind.', /I dropped \W*Show a run\W*\. Nothing was done/, root);
      await ask(own(), '424244', notUnderstood, root);
    });

    it('asks for the next thing that is missing, and does it when all is there', async () => {
      const { root } = await ask(
        own(),
        'coding replace-text',
        /still needs \W?find\W+replace\W*\. (?:Just answer here|Mention me, or answer in quotes)[^.]* with \W?find/,
      );
      await ask(
        own(),
        'The shop sells tea.',
        /still needs \W?replace\W*\. (?:Just answer here|Mention me, or answer in quotes)/,
        root,
      );
      const { text } = await ask(own(), '"The shop sells chai & <!channel> now."', /sells chai/, root);
      expect(text).not.toMatch(/<!channel>(?!.*now)/);
    });

    it('takes a text for a text, though it may be a worry', async () => {
      const { root } = await ask(own(), 'marketing publish-post', /still needs \W?text/);
      const { text } = await ask(own(), 'Our late delivery is over, plan 1 is done.', /Publish a post/, root);
      expect(text).toContain('Our late delivery is over');
    });

    it('is left open by another request, which is done', async () => {
      const root = await begin();
      const { fresh } = await ask(own(), 'identity who-am-i', /You are \W*Maria/, root);
      expect(fresh().join()).not.toMatch(/There is no run/);
      await ask(own(), '424245', /There is no run 424245/, root);
    });

    it('takes a text that reads like a request in quotes', async () => {
      const { root } = await ask(own(), 'coding replace-text replace=x', /still needs \W?find/);
      await ask(own(), 'who am I?', /request of its own[\s\S]*in quotes/, root);
      await ask(own(), '“who am I?”', /who am I/, root);
    });

    it('is answered by nobody else', async () => {
      const root = await begin();
      await ask(other(), '424246', notUnderstood, other().isShared ? root : undefined);
      await ask(own(), '424247', /There is no run 424247/, root);
    });

    it('is answered nowhere else', async () => {
      const root = await begin();
      await ask(elsewhere(), '424248', notUnderstood);
      await ask(own(), '424249', /There is no run 424249/, root);
    });

    it('takes a value by its name', async () => {
      const root = await begin();
      await ask(own(), 'number=424252', /There is no run 424252/, root);
    });

    it('tells a late answer that nobody waits any more, and does nothing', async () => {
      const root = await begin();
      await rows("update open_questions set expires_at = now() - interval '1 second'");
      const before = await runs();
      await ask(own(), '424253', /I waited 30 minutes for \W?number/, root);
      await ask(own(), '424254', notUnderstood, root);
      expect(await runs()).toBe(before);
    });

    it('says of what is much too long how long it may be, and keeps nothing of it', async () => {
      const { root } = await ask(
        own(),
        'orchestrator rate-answer number=424255',
        /still needs \W?rating[\s\S]*good\W+bad/,
      );
      const { text } = await ask(own(), 'so long '.repeat(400), /choose one of: good, bad/, root);
      expect(text.length).toBeLessThan(2_000);
      await ask(own(), 'It was good!', /There is no run 424255|not.*found|no run/i, root);
    });

    it('shows hostile words as words', async () => {
      const { root } = await ask(own(), 'coding replace-text replace=x', /still needs \W?find/);
      const hostile = '*a*) <b> [x](https://evil.example) ; then plan delete-plan 1 $(id) {{7*7}} \u202e';
      const { text } = await ask(own(), `"${hostile}"`, /evil\.example/, root);
      expect(text).not.toMatch(/Delete a plan/);
    });

    it('is answered once when two answers come at once', async () => {
      const root = await begin();
      const before = await runs();
      await Promise.all([
        ask(own(), '424250', /There is no run 42425[01]|did not understand/, root),
        ask(own(), '424251', /There is no run 42425[01]|did not understand/, root),
      ]);
      expect(await runs()).toBe(before + 1);
    });
  },
);

describe('a question in a channel of Slack', () => {
  const drive = () => world.vendors.slack.drive;
  const own = (): Talk => talks['a channel of Slack']?.own ?? expect.fail();

  it('is asked again, and not answered by it, when what brought it comes twice', async () => {
    const { root } = await ask(own(), 'coding replace-text', /still needs `find`, `replace`/);
    const text = `<@${bot}> The shop sells coffee.`;
    const { ts } = drive().post({ team, channel: engineering, user: maria, text, threadTs: root });
    const event = { type: 'app_mention', user: maria, channel: engineering, ts, event_ts: ts, thread_ts: root, text };
    const body = JSON.stringify({ type: 'event_callback', team_id: team, authorizations: [{ user_id: bot }], event });
    world.vendors.faults.add({ vendor: 'slack', path: 'chat.postMessage', times: 1, kind: 'status', status: 500 });
    expect((await send(world, body)).status).toBe(503);
    expect((await send(world, body)).status).toBe(200);
    const told = drive().thread(engineering, root).at(-1);
    expect(told?.text).toMatch(/still needs `replace`\. Mention me, or answer in quotes/);
    await ask(own(), 'The shop sells chai.', /sells coffee[\s\S]*sells chai|sells chai/, root);
  });

  it('is closed by its form', async () => {
    const { root } = await ask(own(), 'orchestrator show-run', /still needs `number`/);
    const messageTs = drive().thread(engineering, root).at(-1)?.ts ?? '';
    const where = { team, user: maria, channel: engineering };
    await drive().click({ ...where, messageTs, actionId: 'form:orchestrator.show-run' });
    const viewId = drive().views(maria).at(-1)?.id ?? '';
    await drive().submitView({ team, user: maria, viewId, values: { number: { value: '424260' } } });
    await ask(own(), '424261', notUnderstood, root);
  });

  it('keeps nothing of what was answered', async () => {
    const { root } = await ask(own(), 'orchestrator show-run', /still needs `number`/);
    await ask(own(), '424262', /There is no run 424262/, root);
    const kept = await rows<{ question: object }>('select question from open_questions where state <> $1', ['open']);
    expect(kept.length).toBeGreaterThan(0);
    expect(JSON.stringify(kept)).not.toMatch(/4242|show-run /);
  });
});
