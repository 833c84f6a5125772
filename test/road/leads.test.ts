import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../harness/chat.ts';
import { personIn } from '../harness/chat.ts';
import { waitFor } from '../harness/wait-for.ts';
import { startWorld, type World } from '../harness/world.ts';

let world: World;
let jonas: Person;
beforeAll(async () => {
  world = await startWorld();
}, 60_000);
afterAll(() => world.close());
beforeEach(() => {
  world.vendors.slack.reset();
  world.vendors.salesforce.reset();
  world.vendors.faults.clear();
  jonas = personIn(world, world.aurora, 'Jonas');
});

const met = (email: string) =>
  `lead Met Dana Ortiz from Acme GmbH at the fair, ${email}, +49 30 1234567, wants a demo next Tuesday, about 50 seats`;
const leads = () => world.vendors.salesforce.records('Lead').map(({ values }) => values);
const tasks = () => world.vendors.salesforce.records('Task').map(({ values }) => values);
const effects = () => world.vendors.salesforce.countEffects();
const cardTexts = () => JSON.stringify(jonas.messages().map(({ text, blocks }) => [text, blocks]));

async function approve(line: string, title: string): Promise<void> {
  await jonas.command(line);
  await jonas.press(await jonas.card(title));
}

describe('/adjutant lead', () => {
  it('shows a card, and makes lead and follow-up once somebody approved', async () => {
    const email = 'dana.one@acme.example';
    await jonas.command(met(email));
    const button = await jonas.card('Create the lead');
    expect(cardTexts()).toMatch(/Phone.*1234567.*with its country code/);
    expect(effects()).toEqual({});
    await jonas.press(button);
    await jonas.sees(/is a new lead in Salesforce, with a follow-up on/, 20_000);
    expect(leads()).toMatchObject([{ LastName: 'Ortiz', Company: 'Acme GmbH', Email: email }]);
    expect(tasks()).toHaveLength(1);
    expect(effects()).toEqual({ leads: 1, tasks: 1 });
  }, 30_000);

  it('shows before and after when it is told again, and updates the one lead', async () => {
    const email = 'dana.two@acme.example';
    await approve(met(email), 'Create the lead');
    await jonas.sees(/is a new lead in Salesforce/, 20_000);
    await jonas.command(`lead Dana Ortiz is Head of IT at Acme Holding GmbH, ${email}`);
    const button = await jonas.card('Update the lead');
    expect(cardTexts()).toContain('Acme GmbH → Acme Holding GmbH');
    await jonas.press(button);
    await jonas.sees(/was updated in Salesforce/, 20_000);
    expect(leads()).toMatchObject([{ Title: 'Head of IT', Company: 'Acme Holding GmbH', Phone: '+49 30 1234567' }]);
    expect(effects()).toMatchObject({ leads: 1, leadUpdates: 1, tasks: 1 });
  }, 60_000);

  it.each([
    ['the lead', { path: 'sobjects/Lead/', kind: 'drop-after' as const }],
    ['the task', { path: 'sobjects/Task/', kind: 'drop-after' as const }],
    ['the lead, which never arrived', { path: 'sobjects/Lead/', kind: 'drop-before' as const }],
  ])(
    'ends exactly once when the answer is lost: %s',
    async (what, rule) => {
      world.vendors.faults.add({ vendor: 'salesforce', method: 'PATCH', times: 1, ...rule });
      await approve(met(`dana.${what.replace(/\W/g, '').toLowerCase()}@acme.example`), 'Create the lead');
      await jonas.sees(/is a new lead in Salesforce/, 30_000);
      expect([leads().length, tasks().length]).toEqual([1, 1]);
      expect(effects()).toEqual({ leads: 1, tasks: 1 });
    },
    60_000,
  );

  it('goes on with a new token when the old one has ended', async () => {
    await jonas.command(met('dana.three@acme.example'));
    const button = await jonas.card('Create the lead');
    world.vendors.salesforce.endSessions();
    await jonas.press(button);
    await jonas.sees(/is a new lead in Salesforce/, 20_000);
    expect(effects()).toEqual({ leads: 1, tasks: 1 });
  }, 30_000);

  it('can be undone', async () => {
    await approve(met('dana.four@acme.example'), 'Create the lead');
    await jonas.press(await jonas.card('is a new lead', 'Undo').catch(() => jonas.card('Create the lead', 'Undo')));
    await waitFor('the lead to be gone', () => leads().length === 0 && tasks().length === 0, 20_000);
    expect(effects()).toMatchObject({ leadDeletions: 1, taskDeletions: 1 });
  }, 60_000);

  it('says what is missing, and makes nothing', async () => {
    await jonas.command('lead Dana Ortiz, dana.ortiz@gmail.com');
    await jonas.sees(/but not the company, which Salesforce needs/);
    await jonas.command('lead the weather is nice');
    await jonas.sees(/find nobody in this/);
    expect(effects()).toEqual({});
  }, 30_000);

  it('keeps organisations apart', async () => {
    const email = 'dana.five@acme.example';
    await approve(met(email), 'Create the lead');
    await jonas.sees(/is a new lead in Salesforce/, 20_000);
    const tom = personIn(world, world.borealis, 'Tom');
    await tom.command(met(email));
    await tom.press(await tom.card('Create the lead'));
    await tom.sees(/is a new lead in Salesforce/, 20_000);
    expect(
      world.vendors.salesforce
        .records('Lead')
        .map(({ org }) => org)
        .sort(),
    ).toEqual(['aurora', 'borealis']);
  }, 60_000);
});

describe('/adjutant sales', () => {
  it('updates a record and moves its follow-up by name', async () => {
    const email = 'dana.six@acme.example';
    await approve(met(email), 'Create the lead');
    await jonas.sees(/is a new lead in Salesforce/, 20_000);
    await approve(`sales update-record lead=${email} title=CTO rating=hot`, 'Update the lead');
    await jonas.sees(/was updated in Salesforce/, 20_000);
    expect(leads()).toMatchObject([{ Title: 'CTO', Rating: 'Hot' }]);
    await approve(
      `sales schedule-follow-up lead=${email} when="in 3 weeks" subject="Send the offer"`,
      'Change the follow-up',
    );
    await waitFor('the follow-up to be moved', () => tasks()[0]?.Subject === 'Send the offer', 20_000);
    expect(tasks()).toHaveLength(1);
  }, 60_000);
});
