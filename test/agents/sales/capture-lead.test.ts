import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { capability } from '../../../src/agents/sales/capture-lead.ts';
import { parse } from '../../../src/core/index.ts';
import { createSalesforceWorld, type SalesforceWorld } from '../../integrations/salesforce/world.ts';
import { plan, send, undo } from './sending.ts';

let world: SalesforceWorld;
beforeEach(async () => {
  world = await createSalesforceWorld();
});
afterEach(() => world.close());

const met =
  'Met Dana Ortiz from Acme GmbH at the fair, dana.ortiz@acme.example, +49 30 1234567, wants a demo next Tuesday, about 50 seats';
const project = 'aurora/shop';
const capture = (raw: object) => plan(capability, { project, ...raw }, world.context);
const done = async (raw: object) => send(await capture(raw), world);
const leads = () => world.sandbox.records('Lead').map(({ values }) => values);
const tasks = () => world.sandbox.records('Task').map(({ values }) => values);
const leadId = () => world.sandbox.records('Lead')[0]?.id ?? '';

describe('sales.capture-lead', () => {
  it('shows every field and how sure it is before it makes anything', async () => {
    const { preview } = await capture({ text: met });
    expect(preview).toMatchInlineSnapshot(`
      {
        "facts": {
          "Follow-up": "Tuesday, 24 November 2026",
          "Lead": "is new",
        },
        "markdown": "Create the lead **Dana Ortiz** in Salesforce with a follow-up task?

      - **First name**: Dana · high (fits the e\\-mail address)
      - **Last name**: Ortiz · high (fits the e\\-mail address)
      - **Company**: Acme GmbH · high (by its legal form)
      - **E-mail**: dana.ortiz@acme.example · high (stands in the text)
      - **Phone**: \\+49 30 1234567 · high (with its country code)
      - **Source**: Trade Show · medium (the text says “fair”)
      - **Wants**: a demo · high (is what the text says they want)
      - **Seats**: about 50 seats · high (is a number of people or licences)
      - **Description**: “Wants: a demo Seats: about 50 seats Source: Trade Show As told: Met Dana Ortiz from Acme GmbH at the fair, dana.ortiz@acme.example, \\+49 30 1234567, wants a demo next Tuesday, about 50 seats”
      - **Follow-up**: Tuesday, 24 November 2026, “Follow up with Dana Ortiz: a demo” (the text says “next Tuesday”)",
      }
    `);
    expect(world.sandbox.countEffects()).toEqual({});
  });

  it('refuses a day that no calendar has, and makes nothing', async () => {
    await expect(capture({ text: `${met.replace('next Tuesday', 'on Feb 31')}` })).rejects.toMatchObject({
      code: 'input.invalid',
      message: expect.stringMatching(/^There is no “Feb 31”: that month has 28 days/),
    });
  });

  it.each([
    'no follow-up needed',
    'do not call her, no follow-up',
    'no follow-up, although she is there next Tuesday',
    'kein Follow-up',
    'please do not contact her',
  ])('plans no follow-up where the text says “%s”', async (words) => {
    const { preview } = await capture({ text: `Dana Ortiz from Acme GmbH, dana.ortiz@acme.example, ${words}` });
    expect(preview.markdown).toMatch(/No follow\\?-up is planned, as you said/);
    expect(preview.facts).not.toHaveProperty('Follow-up');
  });

  it('plans one where only another day is forbidden', async () => {
    const text = 'Dana Ortiz from Acme GmbH, dana.ortiz@acme.example, do not call before next Tuesday';
    expect((await capture({ text })).preview.facts).toMatchObject({ 'Follow-up': 'Tuesday, 24 November 2026' });
  });

  it('asks back about somebody who has left, and makes nothing', async () => {
    await expect(capture({ text: 'Dana Ortiz has left Acme, do not contact' })).rejects.toMatchObject({
      code: 'input.invalid',
      message: expect.stringMatching(/says “has left”, so no lead is made.*lead update .*now at/),
    });
    const moved = 'Met Dana Ortiz, who has left Acme and is now at Globex Corporation, dana@globex.example';
    expect((await capture({ text: moved })).preview.markdown).toContain('Create the lead');
  });

  it('says who else is left out, and what to do', async () => {
    const { preview } = await capture({ text: `${met}; and Tom Okafor of Borealis Foods, tom@borealis.example` });
    expect(preview.markdown).toContain(
      'Left out: Tom Okafor. A lead is one person, so send each other one in a request of its own.',
    );
  });

  it('makes the lead and its follow-up, once', async () => {
    const sent = await done({ text: met });
    expect(leads()).toMatchObject([
      {
        FirstName: 'Dana',
        LastName: 'Ortiz',
        Company: 'Acme GmbH',
        Email: 'dana.ortiz@acme.example',
        Phone: '+49 30 1234567',
        LeadSource: 'Trade Show',
        Status: 'Open - Not Contacted',
        Description: expect.stringContaining('Seats: about 50 seats'),
        Adjutant_Id__c: expect.stringMatching(/^adj-lead-[0-9a-f]{32}$/),
      },
    ]);
    expect(tasks()).toMatchObject([
      {
        Subject: 'Follow up with Dana Ortiz: a demo',
        ActivityDate: '2026-11-24',
        WhoId: leadId(),
        Status: 'Not Started',
      },
    ]);
    const output = sent.at(-1)?.output ?? {};
    expect(output).toMatchObject({ lead: leadId(), change: 'created', taskChange: 'created', due: '2026-11-24' });
    const { markdown, links } = capability.present(parse(capability.output, output));
    expect(markdown).toBe('**Dana Ortiz** is a new lead in Salesforce, with a follow-up on Tuesday, 24 November 2026.');
    expect(links?.map(({ label }) => label)).toEqual(['Lead', 'Task']);
    expect(world.sandbox.countEffects()).toEqual({ leads: 1, tasks: 1 });
  });

  it('says so when it is told the very same again, and changes nothing', async () => {
    await done({ text: met });
    await expect(capture({ text: met })).rejects.toMatchObject({
      code: 'input.invalid',
      message: expect.stringMatching(/all of this of Dana Ortiz already.*lightning\/r\/Lead/),
    });
  });

  it('shows before and after when it is told more, and updates the one lead', async () => {
    await done({ text: met });
    const more = 'Dana Ortiz, Head of IT, Acme Holding GmbH, dana.ortiz@acme.example, call on 2026-12-03, budget €20k';
    const planned = await capture({ text: more });
    expect({ ...planned.preview, links: planned.preview.links?.map(({ label }) => label) }).toMatchInlineSnapshot(`
      {
        "facts": {
          "Follow-up": "Thursday, 3 December 2026",
          "Lead": "is there and is updated",
        },
        "links": [
          "Lead",
        ],
        "markdown": "Update the lead **Dana Ortiz** in Salesforce, which has the same e\\-mail address?

      - **Company**: Acme GmbH → Acme Holding GmbH · high (by its legal form)
      - **Title**: Head of IT · high (is the name of an office)
      - **Budget**: €20k · high (is an amount of money)
      - **Description**: added “Budget: €20k As told: Dana Ortiz, Head of IT, Acme Holding GmbH, dana.ortiz@acme.example, call on 2026\\-12\\-03, budget €20k”
      - **Follow-up**: Tuesday, 24 November 2026 → Thursday, 3 December 2026, “Follow up with Dana Ortiz: a demo” (the text says “2026\\-12\\-03”)

      Please note:

      - The description keeps what stands there; the new words go below it.",
      }
    `);
    const sent = await send(planned, world);
    expect(leads()).toMatchObject([
      {
        Title: 'Head of IT',
        Company: 'Acme Holding GmbH',
        Phone: '+49 30 1234567',
        Description: expect.stringMatching(/Seats: about 50 seats[\s\S]*Budget: €20k/),
      },
    ]);
    expect(tasks()).toMatchObject([{ ActivityDate: '2026-12-03' }]);
    expect(sent.map(({ output }) => output.change)).toEqual(['updated', 'updated']);
    expect(world.sandbox.countEffects()).toEqual({ leads: 1, leadUpdates: 1, tasks: 1, taskUpdates: 1 });
  });

  it('leaves what a person changed in Salesforce, unless the text says otherwise', async () => {
    await done({ text: met });
    world.sandbox.editByHand(
      leadId(),
      { Company: 'Acme SE', Status: 'Working - Contacted', Description: 'Mine.' },
      'Olga',
    );
    const { preview } = await capture({ text: 'dana.ortiz@acme.example is CTO now' });
    expect(preview.markdown).toContain('**Title**: CTO · high');
    expect(preview.markdown).toContain('Company stays “Acme SE”');
    await done({ text: 'dana.ortiz@acme.example is CTO now' });
    const [lead] = leads();
    expect(lead).toMatchObject({ Company: 'Acme SE', Status: 'Working - Contacted', Title: 'CTO', LastName: 'Ortiz' });
    expect(lead?.Description).toMatch(/^Mine\.\n\nAs told: /);
  });

  it('does not overwrite what was changed after it was shown', async () => {
    await done({ text: met });
    const planned = await capture({ text: `${met}, she is CTO` });
    world.sandbox.editByHand(leadId(), { Title: 'CFO' }, 'Olga');
    await expect(send(planned, world)).rejects.toMatchObject({
      code: 'upstream.refused',
      message: expect.stringMatching(/Title of Dana Ortiz was changed in Salesforce since it was shown/),
    });
    expect(leads()).toMatchObject([{ Title: 'CFO' }]);
  });

  it('takes a lead that others made for the same, and gives it the id', async () => {
    const { salesforce } = world;
    await salesforce.upsert('Lead', 'Adjutant_Id__c', 'other', {
      LastName: 'Ortiz',
      Company: 'Acme',
      Email: 'Dana.Ortiz@acme.example',
    });
    await salesforce.update('Lead', leadId(), { Adjutant_Id__c: null });
    const planned = await capture({ text: met });
    expect(planned.preview.markdown).toMatch(
      /^Update the lead \*\*Dana Ortiz\*\* in Salesforce, which has the same e\\-mail address/,
    );
    expect(planned.preview.markdown).toContain('**Company**: Acme → Acme GmbH');
    expect(planned.preview.markdown).toContain('gets its id');
    await send(planned, world);
    expect(leads()).toMatchObject([
      { FirstName: 'Dana', Company: 'Acme GmbH', Adjutant_Id__c: expect.stringMatching(/^adj-lead/) },
    ]);
  });

  it.each([
    ['the number', 'Ortiz again, +49 30 1234567, wants 100 seats. Name is Dana Ortiz'],
    ['name and company', 'Spoke with Dana Ortiz from Acme GmbH, she wants 100 seats'],
  ])('finds the lead by %s when no address is told', async (_what, text) => {
    await done({ text: met });
    await done({ text });
    expect(leads()).toHaveLength(1);
    expect(leads()[0]?.Description).toContain('100 seats');
  });

  it('makes another lead for another address, and shows the one that looks alike', async () => {
    await done({ text: met });
    const planned = await capture({ text: 'Dana Ortiz from Acme GmbH, d.ortiz@acme.example' });
    expect(planned.preview.markdown).toMatch(/^Create the lead/);
    expect(planned.preview.markdown).toContain('has the same name and company and is left alone');
    await send(planned, world);
    expect(leads()).toHaveLength(2);
  });

  it('begins the next follow-up when the one before is done', async () => {
    await done({ text: met });
    const [task] = world.sandbox.records('Task');
    world.sandbox.editByHand(task?.id ?? '', { Status: 'Completed' }, 'Olga');
    await done({ text: 'dana.ortiz@acme.example wants a contract, call on 2026-12-10' });
    expect(tasks()).toMatchObject([
      { Status: 'Completed', ActivityDate: '2026-11-24' },
      { Status: 'Not Started', ActivityDate: '2026-12-10', Subject: 'Follow up with Dana Ortiz: a contract' },
    ]);
  });

  it('says that it chose the day when none was said', async () => {
    const { preview } = await capture({ text: 'Dana Ortiz, Acme GmbH, dana.ortiz@acme.example' });
    expect(preview.facts?.['Follow-up']).toBe('Wednesday, 25 November 2026');
    expect(preview.markdown).toContain('no date was said: two working days after the next one');
  });

  it('plans no follow-up where none is wanted', async () => {
    const planned = await capture({ text: met, followUp: 'none' });
    expect(planned.preview.markdown).toContain('No follow\\-up is planned');
    const sent = await send(planned, world);
    expect(capability.present(parse(capability.output, sent.at(-1)?.output)).markdown).toBe(
      '**Dana Ortiz** is a new lead in Salesforce.',
    );
    expect(tasks()).toEqual([]);
  });

  it('lets fields that are given take the place of what was read', async () => {
    await done({
      text: met,
      name: 'Dr. Dana Maria Ortiz',
      company: 'Acme SE',
      phone: '030 7654321',
      country: 'de',
      title: 'CTO',
      followUp: '2026-12-24',
    });
    expect(leads()).toMatchObject([
      { FirstName: 'Dana Maria', LastName: 'Ortiz', Company: 'Acme SE', Phone: '+49 30 7654321', Title: 'CTO' },
    ]);
    expect(tasks()).toMatchObject([{ ActivityDate: '2026-12-24' }]);
  });

  it('cuts what is too long for Salesforce, and says so', async () => {
    const { preview } = await capture({ text: met, title: 'Chief '.repeat(60) });
    expect(preview.markdown).toContain('Title was cut to the 128 characters');
    await done({ text: met, title: 'Chief '.repeat(60) });
    expect(String(leads()[0]?.Title).length).toBeLessThanOrEqual(128);
  });

  it.each<[string, object, RegExp]>([
    ['nothing', {}, /find nobody in this.*for example: Met Dana Ortiz/],
    ['small talk', { text: 'the weather is nice today' }, /find nobody in this/],
    [
      'no last name and no company',
      { text: 'call +1 415 555 0132 back' },
      /I read \+1 415 555 0132, but not the last name and the company.*name="…" company="…"/,
    ],
    [
      'no company',
      { text: 'Dana Ortiz, dana.ortiz@gmail.com' },
      /but not the company, which Salesforce needs.*company="…"/,
    ],
    ['a wrong address', { text: met, email: 'dana at acme' }, /“dana at acme” is no e-mail address/],
    ['a wrong number', { text: met, phone: 'on Tuesday' }, /“on Tuesday” is no telephone number/],
    ['a day that is gone', { text: met, followUp: 'yesterday' }, /lies in the past. Write a date/],
    ['a day that is none', { text: met, followUp: 'when the cows come home' }, /no date that I can read/],
    ['a country that is none', { text: met, country: 'Germany' }, /country: is two letters, such as DE/],
    ['too many words', { text: 'w '.repeat(5_001) }, /more than 5000 words/],
    ['too many characters', { text: 'x'.repeat(20_001) }, /text: .*20,000/],
  ])('refuses %s with what to do', async (_what, raw, message) => {
    await expect(capture(raw)).rejects.toMatchObject({
      code: 'input.invalid',
      message: expect.stringMatching(message),
    });
    expect(world.sandbox.countEffects()).toEqual({});
  });

  it('refuses a lead that was converted', async () => {
    await done({ text: met });
    world.sandbox.editByHand(leadId(), { Status: 'Closed - Converted' }, 'Olga');
    await expect(capture({ text: `${met}, CTO` })).rejects.toMatchObject({
      code: 'input.invalid',
      message: expect.stringMatching(/was converted in Salesforce and is no lead any more/),
    });
  });

  it('shows outside text as text', async () => {
    const { preview } = await capture({
      text: 'x',
      name: '*Dana* [Ortiz](http://evil.example)',
      company: '<!channel> `Acme`',
    });
    expect(preview.markdown).not.toMatch(/[^\\]\[|[^\\]</);
    expect(preview.markdown).toContain('\\<\\!channel\\>');
  });

  it.each([
    ['Met Dana Ortiz from Acme GmbH, dana.ortiz@acme.example', 'DANA.ORTIZ@ACME.EXAMPLE wants more', true],
    ['Dana Ortiz, Acme, +49 30 1234567', 'Dana Ortiz, Acme, 0049 30 123 45 67', true],
    ['Dana Ortiz, Acme', 'Dana Ortiz, Acme Inc', false],
  ])('is one request for one person: %s', (one, other, isSame) => {
    const key = (text: string) => capability.key(parse(capability.input, { project, text }));
    expect(key(one) === key(other)).toBe(isSame);
    expect(key(one)).toMatch(/^adj-lead-[0-9a-f]{32}$/);
  });

  it.each([
    ['a name and a number', { name: 'Dana Ortiz', phone: '+49 30 1234567' }],
    ['nobody', { text: 'the weather is nice' }],
  ])('is one request, whichever project asks for it: %s', (_what, said) => {
    const key = (of: string) => capability.key(parse(capability.input, { project: of, ...said }));
    expect(key('aurora/shop')).toBe(key('aurora/till'));
  });

  it('is for a project', () => {
    expect(() => parse(capability.input, { text: met })).toThrow(/project/);
  });
});

describe('undoing', () => {
  it('takes away what was new', async () => {
    expect(await undo(await done({ text: met }), world)).toEqual([]);
    expect([leads(), tasks()]).toEqual([[], []]);
  });

  it('puts back what was before', async () => {
    await done({ text: met });
    const [before, taskBefore] = [leads(), tasks()];
    const sent = await done({ text: `Dana Ortiz, CTO, Acme SE, dana.ortiz@acme.example, call on 2026-12-03` });
    expect(leads()).not.toEqual(before);
    await undo(sent, world);
    expect(leads()).toEqual(before.map((lead) => ({ ...lead, Title: null })));
    expect(tasks()).toEqual(taskBefore);
  });

  it('leaves a lead on which somebody built', async () => {
    const sent = await done({ text: met });
    world.sandbox.editByHand(leadId(), { Rating: 'Hot' }, 'Olga');
    expect(await undo(sent, world)).toEqual([expect.stringMatching(/was changed after it was made, so it stays/)]);
    expect([leads().length, tasks().length]).toEqual([1, 1]);
  });
});
