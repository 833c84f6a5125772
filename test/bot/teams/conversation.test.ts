import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../../harness/wait-for.ts';
import { startWorld, type World } from '../../harness/world.ts';
import { buttonIn, nodesIn, type TeamsPerson, teamsPerson, wordsOf } from './aurora.ts';

let world: World;
let jonas: TeamsPerson;
let direct: TeamsPerson;
beforeAll(async () => {
  // Nobody is slowed down here: what Teams does then has tests of its own.
  world = await startWorld({ teamsThrottle: { perConversation: [], perTenantASecond: 1_000 } });
  jonas = await teamsPerson(world, 'Jonas', { inChannel: true });
  direct = await teamsPerson(world, 'Jonas');
});
afterAll(() => world.close());

const inThread = (thread: string): string[] =>
  jonas
    .messages()
    .filter((message) => message.thread === thread)
    .map(({ card }) => wordsOf(card));
const runs = async (): Promise<{ conversation: string }[]> => {
  const { identity, database } = world.application.services;
  const found = await identity.findInstallation('teams', jonas.where.tenant);
  return database.withTenant(found?.tenant ?? '', (tx) =>
    tx.query(
      'select c.key as conversation from runs r join conversations c on c.id = r.conversation_id order by r.number',
    ),
  );
};

describe('a mention in a channel', () => {
  it('is answered in the thread of its post, and the thread is the conversation', async () => {
    const { id, status } = await jonas.say('@Adjutant identity who-am-i');
    expect(status).toBe(200);
    await waitFor('the answer', () => inThread(id).some((text) => text.includes('You are Jonas Weber')));
    expect(inThread(id)[0]).toContain('Jonas Weber asked: Show who I am');
    expect(inThread(id)[0]).toMatch(/“?identity who-am-i/);
    const { tenant, conversation } = jonas.where;
    expect((await runs()).at(-1)?.conversation).toBe(`teams:${tenant}:${conversation}:${id}`);
  });

  it('within a thread is answered there', async () => {
    const { id } = await jonas.say('a talk among people');
    await jonas.say('hey @Adjutant identity.who-am-i'.replace('hey ', ''), id);
    await waitFor('the answer', () => inThread(id).some((text) => text.includes('You are Jonas Weber')));
  });

  it('is needed: a talk among people reaches nobody', async () => {
    const before = await runs();
    expect((await jonas.say('identity who-am-i')).status).toBe(0);
    expect(await runs()).toEqual(before);
  });

  it('in words that are not understood gets what is nearest, in the thread', async () => {
    const { id } = await jonas.say('@Adjutant some text stuff');
    const [answer] = await waitFor('the answer', () => (inThread(id).length > 0 ? inThread(id) : undefined));
    expect(answer).toContain('I did not understand some text stuff. Did you mean');
    const card = jonas.messages().at(-1)?.card;
    expect(buttonIn(card, 'Replace a text')).toMatchObject({ data: { msteams: { type: 'task/fetch' } } });
  });

  it('asks for help, and gets it without a run', async () => {
    const before = await runs();
    const { id } = await jonas.say('@Adjutant help coding');
    await waitFor('the help', () => inThread(id).some((text) => text.includes('@Adjutant coding replace-text')));
    expect(inThread(id).join()).not.toContain('/adjutant ');
    expect(await runs()).toEqual(before);
  });
});

describe('help in a personal chat', () => {
  it('shows commands as they are typed there: without a mention', async () => {
    await direct.say('help coding');
    const help = await direct.sees(/coding replace-text/);
    expect(help).not.toContain('@Adjutant');
  });
});

describe('what is wrong with a request', () => {
  it.each([
    ['a value', 'risk update-risk number=7 probability=9', /Please check what you gave for Change a risk|number/],
    ['a project', 'code replace-text project=no/such find=a replace=b', /no\/such/],
    ['too much', `plan ${'x'.repeat(100_001)}`, /at most 100,000 can be taken at once/],
    ['words that are left over', 'identity who-am-i and make coffee', /and make coffee/],
  ])('is said for %s, and nothing is begun', async (_what, text, pattern) => {
    const before = await runs();
    expect((await direct.say(text)).status).toBe(200);
    await direct.sees(pattern);
    expect(await runs()).toEqual(before);
  });

  it('is that nobody knows who asks', async () => {
    const { drive } = world.vendors.teams;
    const activity = drive.activityOf({ ...direct.where, text: 'identity who-am-i' }, '1700000000009');
    const from = { id: '29:guest', name: 'A guest', aadObjectId: '00000000-0000-4000-8000-000000000009' };
    expect(await deliver({ ...activity, from })).toBe(200);
    await direct.sees(/Adjutant does not know you here/);
  });

  it('is that nobody knows the organisation', async () => {
    const { drive } = world.vendors.teams;
    const activity = drive.activityOf({ ...direct.where, text: 'identity who-am-i' }, '1700000000010');
    const tenant = { id: '00000000-0000-4000-8000-00000000000a' };
    expect(await deliver({ ...activity, channelData: { tenant } })).toBe(200);
    await direct.sees(/This organisation is not connected to Adjutant \(00000000-0000-4000-8000-00000000000a\)/);
  });
});

async function deliver(activity: object): Promise<number> {
  const { signing, settings, serviceUrl } = world.vendors.teams;
  const seconds = Math.floor(Date.now() / 1_000);
  const claims = { iss: 'https://api.botframework.com', aud: settings().TEAMS_APP_ID, serviceurl: serviceUrl() };
  const response = await fetch(`${world.url}/teams/messages`, {
    method: 'POST',
    body: JSON.stringify(activity),
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${signing.sign({ ...claims, nbf: seconds - 60, exp: seconds + 600 })}`,
    },
  });
  return response.status;
}

describe('a dialog', () => {
  const openForm = async () => {
    await direct.say('code replace-text find="The shop sells tea."');
    const asked = await direct.card('still needs replace', 'Fill in a form');
    const { status, body } = await direct.press(asked, 'Fill in a form');
    expect(status).toBe(200);
    return { asked, dialog: dialogIn(body) };
  };

  it('asks for what is missing, and holds what was typed', async () => {
    const { dialog } = await openForm();
    expect(dialog).toMatchObject({
      title: 'Replace a text',
      card: { contentType: 'application/vnd.microsoft.card.adaptive' },
    });
    expect(inputs(dialog)).toMatchObject({ 'field-find': 'The shop sells tea.', 'field-project': 'aurora/adjutant' });
  });

  it('shows what is wrong beside the field, keeps what was entered, and begins nothing', async () => {
    const before = await runs();
    const { asked, dialog } = await openForm();
    const entered = { ...inputs(dialog), 'field-find': '', 'field-replace': 'y' };
    const answer = await send(asked.id, dialog, entered);
    const again = dialogIn(answer.body);
    expect(inputs(again)['field-replace']).toBe('y');
    expect(wordsOf(again)).toMatch(/⚠️ /);
    expect(await runs()).toEqual(before);
  });

  it('makes one run, however often it is sent', async () => {
    const before = (await runs()).length;
    const { asked, dialog } = await openForm();
    const entered = { ...inputs(dialog), 'field-replace': 'The shop sells chai.' };
    const answers = await Promise.all([send(asked.id, dialog, entered), send(asked.id, dialog, entered)]);
    expect(answers.map(({ status, body }) => [status, body])).toEqual([
      [200, undefined],
      [200, undefined],
    ]);
    const card = await direct.card('The shop sells chai.');
    expect(wordsOf(card.card)).toContain('+The shop sells chai.');
    expect((await runs()).length).toBe(before + 1);
  });

  it('of something that is gone says so', async () => {
    const { asked } = await openForm();
    const data = { msteams: { type: 'task/fetch' }, adjutant: 'form', capability: 'coding.no-more', args: {} };
    const { drive } = world.vendors.teams;
    const { body } = await drive.submit({ ...direct.where, message: asked.id, data });
    expect(body).toMatchObject({ task: { type: 'message', value: expect.stringContaining('is no longer there') } });
  });

  const send = (message: string, dialog: object, entered: object) => {
    const submit = [...nodesIn(dialog)].find(({ type }) => type === 'Action.Submit');
    const data = { ...(submit?.data as object), ...entered };
    return world.vendors.teams.drive.submitDialog({ ...direct.where, message, data });
  };
});

const dialogIn = (body: unknown): object => (body as { task: { value: object } }).task.value;

const inputs = (dialog: object): Record<string, unknown> =>
  Object.fromEntries(
    [...nodesIn(dialog)]
      .filter(({ type }) => String(type).startsWith('Input.'))
      .flatMap(({ id, value }) => (value === undefined ? [] : [[String(id), value]])),
  );
