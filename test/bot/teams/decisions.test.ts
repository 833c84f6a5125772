import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../../harness/world.ts';
import { patchCommand } from '../../road/patches.ts';
import { buttonIn, type TeamsPerson, teamsPerson, wordsOf } from './aurora.ts';

let world: World;
let jonas: TeamsPerson;
let maria: TeamsPerson;
let priya: TeamsPerson;
beforeAll(async () => {
  world = await startWorld({ teamsThrottle: { perConversation: [], perTenantASecond: 1_000 } });
  [jonas, maria, priya] = await Promise.all([
    teamsPerson(world, 'Jonas', { inChannel: true }),
    teamsPerson(world, 'Maria', { inChannel: true }),
    teamsPerson(world, 'Priya', { inChannel: true }),
  ]);
});
afterAll(() => world.close());

const ask = async (title: string, goods = title) => {
  await jonas.say(`@Adjutant ${patchCommand(title, goods)}`);
  return jonas.card(title);
};
const made = () => world.vendors.gitlab.countEffects();

describe('an approval card in a channel', () => {
  it('is replaced for all when it is decided, with a button to undo', async () => {
    const card = await ask('Sell rice');
    const { body } = await maria.press(card, 'Approve');
    expect(wordsOf(body)).toContain('Approved by Maria Lindqvist');
    const after = await jonas.card('Sell rice', 'Undo');
    expect(after.id).toBe(card.id);
    expect(buttonIn(after.card, 'Approve')).toBeUndefined();
    await maria.press(after, 'Undo');
    await jonas.sees(/Undone by Maria Lindqvist/);
  });

  it('takes a rejection with its reason, to the letter', async () => {
    const before = made();
    const card = await ask('Sell sand');
    await maria.press(card, 'Reject', { reason: 'Nobody *buys* <at>sand</at>.' });
    await jonas.sees(/Rejected by Maria Lindqvist \(“Nobody \*buys\* <at>sand<\/at>\.”\)/);
    expect(made()).toEqual(before);
  });

  it('refuses who may not decide, and says why', async () => {
    const before = made();
    const card = await ask('Sell milk');
    const { status, body } = await priya.press(card, 'Approve');
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        type: 'application/vnd.microsoft.activity.message',
        value: expect.stringMatching(/Your role does not let you decide/),
      },
    });
    expect(made()).toEqual(before);
  });

  it('tells who comes second how it stands, and does it once', async () => {
    const before = made();
    const card = await ask('Sell cocoa');
    const answers = await Promise.all([
      jonas.press(card, 'Approve'),
      maria.press(card, 'Approve'),
      jonas.press(card, 'Approve'),
    ]);
    await jonas.card('Sell cocoa', 'Undo');
    const told = answers.map(({ body }) => JSON.stringify(body)).filter((text) => /no longer to be decided/.test(text));
    expect(told).toHaveLength(2);
    expect(made().mergeRequests).toBe((before.mergeRequests ?? 0) + 1);
  });

  it('refuses a card that shows something else than what is asked now', async () => {
    const before = made();
    const card = await ask('Sell salt');
    const { body } = await maria.press(card, 'Approve', { hash: 'f'.repeat(64) });
    expect(JSON.stringify(body)).toContain('has changed since this card was shown');
    expect(made()).toEqual(before);
  });

  it('refuses people of another organisation', async () => {
    const before = made();
    const card = await ask('Sell figs');
    const elena = await teamsPerson(world, 'Elena', { organisation: world.borealis });
    const greeting = await elena.sees(/Hello, I am Adjutant/).then(() => elena.messages()[0]);
    const { data } = buttonIn(card.card, 'Approve') ?? {};
    const { body } = await world.vendors.teams.drive.execute({
      ...elena.where,
      message: greeting?.id ?? '',
      data: data as Record<string, unknown>,
    });
    expect(JSON.stringify(body)).toContain('There is no such request in your organisation');
    expect(made()).toEqual(before);
  });

  it('is decided by clients that only know messages, too', async () => {
    const card = await ask('Sell dates');
    const { fallback } = buttonIn(card.card, 'Approve') as { fallback: { data: Record<string, unknown> } };
    const pressed = { ...maria.where, message: card.id, data: fallback.data };
    expect((await world.vendors.teams.drive.submit(pressed)).status).toBe(200);
    await jonas.card('Sell dates', 'Undo');
    await world.vendors.teams.drive.submit(pressed);
    await maria.sees(/This is no longer to be decided/);
  });

  it.each([
    ['nothing', {}],
    ['another kind of button', { adjutant: 'erase' }],
    ['a verdict that there is none of', { adjutant: 'decide', verdict: 'pay', effect: 'x', hash: 'y' }],
  ])('answers a button with %s', async (_what, data) => {
    const [message] = jonas.messages();
    const { status, body } = await world.vendors.teams.drive.execute({
      ...jonas.where,
      message: message?.id ?? '',
      data,
    });
    expect(status).toBe(200);
    expect(JSON.stringify(body)).toContain('This button or form is from an older version');
  });
});

describe('thumbs below an answer', () => {
  it('are kept, with what would have helped', async () => {
    await jonas.say('@Adjutant audit show-trail');
    const answer = await jonas.card('', '👍 Good answer');
    expect(JSON.stringify((await jonas.press(answer, '👍 Good answer')).body)).toContain('Your rating is kept');
    await jonas.press(answer, '👎 Bad answer', { comment: 'Too long.' });
    const { identity, database } = world.application.services;
    const found = await identity.findInstallation('teams', jonas.where.tenant);
    const rows = await database.withTenant(found?.tenant ?? '', (tx) =>
      tx.query('select rating, comment from feedback'),
    );
    expect(rows).toEqual([{ rating: 'bad', comment: 'Too long.' }]);
  });
});
