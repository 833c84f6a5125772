import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findButton, type Person, personIn } from '../harness/chat.ts';
import { waitFor } from '../harness/wait-for.ts';
import { startWorld, type World } from '../harness/world.ts';

let world: World;
let jonas: Person;
beforeAll(async () => {
  world = await startWorld();
  jonas = personIn(world, world.aurora, 'Jonas');
});
afterAll(() => world.close());
afterEach(() => world.vendors.faults.clear());

const rows = (object: 'Lead' | 'Task') => world.vendors.salesforce.records(object);
const effects = () => world.vendors.salesforce.countEffects();

/** Somebody whom no other test tells of, and what became of them. */
function contact(lastName: string) {
  const email = `dana.${lastName.toLowerCase()}@acme.example`;
  const name = `Dana ${lastName}`;
  const leads = () => rows('Lead').filter(({ values }) => values.LastName === lastName);
  const tasks = () => rows('Task').filter(({ values }) => leads().some(({ id }) => id === values.WhoId));
  return {
    email,
    name,
    met: `lead Met ${name} from Acme GmbH at the fair, ${email}, +49 30 1234567, wants a demo next Tuesday, about 50 seats`,
    leads: () => leads().map(({ values }) => values),
    tasks: () => tasks().map(({ values }) => values),
    isCreated: new RegExp(`${name}\\*? is a new lead in Salesforce, with a follow-up on`),
    isUpdated: new RegExp(`${name}\\*? was updated in Salesforce`),
  };
}

const card = (person: Person, question: string, name: string, label = 'Approve') =>
  waitFor(`a card “${question}” of ${name}`, () => {
    const found = person.messages().filter(({ text }) => text.includes(question) && text.includes(name));
    return findButton(found, label);
  });
async function approve(person: Person, line: string, question: string, name: string): Promise<void> {
  await person.command(line);
  await person.press(await card(person, question, name));
}

describe('/adjutant lead', () => {
  it('shows a card, and makes lead and follow-up once somebody approved', async () => {
    const { name, met, email, leads, tasks, isCreated } = contact('Abel');
    const before = effects();
    await jonas.command(met);
    const button = await card(jonas, 'Create the lead', name);
    expect(JSON.stringify(jonas.messages())).toMatch(/Phone.*1234567.*with its country code/);
    expect(effects()).toEqual(before);
    await jonas.press(button);
    await jonas.sees(isCreated);
    expect(leads()).toMatchObject([
      { FirstName: 'Dana', Company: 'Acme GmbH', Email: email, LeadSource: 'Trade Show' },
    ]);
    expect(tasks()).toMatchObject([{ Subject: `Follow up with ${name}: a demo` }]);
    expect(effects()).toEqual({ leads: 1, tasks: 1 });
  });

  it('shows before and after when it is told again, and updates the one lead', async () => {
    const { name, met, email, leads, tasks, isCreated, isUpdated } = contact('Boone');
    await approve(jonas, met, 'Create the lead', name);
    await jonas.sees(isCreated);
    await jonas.command(`lead ${name} is Head of IT at Acme Holding GmbH, ${email}`);
    const button = await card(jonas, 'Update the lead', name);
    expect(JSON.stringify(jonas.messages())).toContain('Acme GmbH → Acme Holding GmbH');
    await jonas.press(button);
    await jonas.sees(isUpdated);
    expect(leads()).toMatchObject([{ Title: 'Head of IT', Company: 'Acme Holding GmbH', Phone: '+49 30 1234567' }]);
    expect(tasks()).toHaveLength(1);
  });

  it.each([
    ['of the lead is lost', 'Clark', { path: 'sobjects/Lead/', kind: 'drop-after' as const }],
    ['of the task is lost', 'Dixon', { path: 'sobjects/Task/', kind: 'drop-after' as const }],
    ['never comes, as nothing arrived', 'Ellis', { path: 'sobjects/Lead/', kind: 'drop-before' as const }],
  ])(
    'ends exactly once when the answer %s',
    async (_what, lastName, rule) => {
      const { name, met, leads, tasks, isCreated } = contact(lastName);
      const before = effects();
      world.vendors.faults.add({ vendor: 'salesforce', method: 'PATCH', times: 1, ...rule });
      await approve(jonas, met, 'Create the lead', name);
      await jonas.sees(isCreated);
      expect([leads().length, tasks().length]).toEqual([1, 1]);
      const { leads: made = 0, tasks: planned = 0, ...rest } = before;
      expect(effects()).toEqual({ ...rest, leads: made + 1, tasks: planned + 1 });
    },
    60_000,
  );

  it('goes on with a new token when the old one has ended', async () => {
    const { name, met, leads, isCreated } = contact('Frost');
    await jonas.command(met);
    const button = await card(jonas, 'Create the lead', name);
    world.vendors.salesforce.endSessions();
    await jonas.press(button);
    await jonas.sees(isCreated);
    expect(leads()).toHaveLength(1);
  });

  it('can be undone', async () => {
    const { name, met, leads, tasks } = contact('Gates');
    await approve(jonas, met, 'Create the lead', name);
    await jonas.press(await card(jonas, 'Create the lead', name, 'Undo'));
    await waitFor('the lead to be gone', () => leads().length === 0 && tasks().length === 0);
    expect(effects()).toMatchObject({ leadDeletions: 1, taskDeletions: 1 });
  });

  it('says what is missing, and makes nothing', async () => {
    const before = effects();
    await jonas.command('lead Dana Hayes, dana.hayes@gmail.com');
    await jonas.sees(/but not the company, which Salesforce needs/);
    await jonas.command('lead the weather is nice');
    await jonas.sees(/find nobody in this/);
    expect(effects()).toEqual(before);
  });

  it('is for members of the project that it names', async () => {
    const { name, met, leads } = contact('Kruse');
    const { body } = await jonas.command(met.replace('lead ', 'lead project=borealis/shop '));
    expect(body).toMatch(/no project “borealis\/shop” that you are a member of/);
    expect(leads()).toEqual([]);
    await jonas.command(met.replace('lead ', 'lead project=aurora/adjutant '));
    await card(jonas, 'Create the lead', name);
  });

  it('keeps organisations apart', async () => {
    const { name, met, isCreated } = contact('Irwin');
    await approve(jonas, met, 'Create the lead', name);
    await jonas.sees(isCreated);
    const tom = personIn(world, world.borealis, 'Tom');
    await approve(tom, met, 'Create the lead', name);
    await tom.sees(isCreated);
    const orgs = rows('Lead').flatMap(({ org, values }) => (values.LastName === 'Irwin' ? [org] : []));
    expect(orgs.toSorted()).toEqual(['aurora', 'borealis']);
  });
});

describe('/adjutant sales', () => {
  it('updates a record and moves its follow-up by name', async () => {
    const { name, met, email, leads, tasks, isCreated, isUpdated } = contact('Jones');
    await approve(jonas, met, 'Create the lead', name);
    await jonas.sees(isCreated);
    await approve(jonas, `sales update-record lead=${email} title=CTO rating=hot`, 'Update the lead', name);
    await jonas.sees(isUpdated);
    expect(leads()).toMatchObject([{ Title: 'CTO', Rating: 'Hot' }]);
    const move = `sales schedule-follow-up lead=${email} when="in 3 weeks" subject="Send the offer"`;
    await approve(jonas, move, 'Change the follow-up', name);
    await waitFor('the follow-up to be moved', () => tasks()[0]?.Subject === 'Send the offer');
    expect(tasks()).toHaveLength(1);
  });
});
