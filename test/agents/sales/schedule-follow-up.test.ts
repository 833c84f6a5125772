import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { registry } from '../../../src/agents/index.ts';
import { capability as captureLead } from '../../../src/agents/sales/capture-lead.ts';
import { taskIdOf } from '../../../src/agents/sales/lead-id.ts';
import { capability } from '../../../src/agents/sales/schedule-follow-up.ts';
import { parse, readCommand, readInput } from '../../../src/core/index.ts';
import { createSalesforceWorld, type SalesforceWorld } from '../../integrations/salesforce/world.ts';
import { plan, send, undo } from './sending.ts';

let world: SalesforceWorld;
const lead = 'dana.ortiz@acme.example';
beforeEach(async () => {
  world = await createSalesforceWorld();
  const dana = { LastName: 'Ortiz', FirstName: 'Dana', Company: 'Acme', Email: lead };
  await world.salesforce.upsert('Lead', 'Adjutant_Id__c', 'adj-1', dana);
});
afterEach(() => world.close());

const schedule = (raw: object) => plan(capability, { project: 'aurora/shop', ...raw }, world.context);
const tasks = () => world.sandbox.records('Task').map(({ values }) => values);

describe('sales.schedule-follow-up', () => {
  it('shows the day and the subject first', async () => {
    const { preview } = await schedule({ lead, when: 'next Tuesday', subject: 'Send the *offer*' });
    expect({ ...preview, links: preview.links?.map(({ label }) => label) }).toMatchInlineSnapshot(`
      {
        "facts": {
          "Company": "Acme",
          "Follow-up": "Tuesday, 24 November 2026",
        },
        "links": [
          "Lead",
        ],
        "markdown": "Plan the follow-up of the lead **Dana Ortiz** in Salesforce?

      - **Day**: Tuesday, 24 November 2026
      - **Subject**: Send the \\*offer\\*",
      }
    `);
    expect(tasks()).toEqual([]);
  });

  it('plans it once, moves it, and takes the move back', async () => {
    await send(await schedule({ lead, when: '2026-12-01', subject: 'Call back', notes: 'Ask for Eva.' }), world);
    expect(tasks()).toMatchObject([{ ActivityDate: '2026-12-01', Subject: 'Call back', Description: 'Ask for Eva.' }]);
    const planned = await schedule({ lead, when: '2026-12-08' });
    expect(planned.preview.markdown).toContain('Tuesday, 1 December 2026 → Tuesday, 8 December 2026');
    const sent = await send(planned, world);
    expect(tasks()).toMatchObject([{ ActivityDate: '2026-12-08', Subject: 'Call back' }]);
    expect(capability.present(parse(capability.output, sent[0]?.output)).markdown).toBe(
      '**Dana Ortiz** stays as it was in Salesforce, with a follow-up on Tuesday, 8 December 2026.',
    );
    await undo(sent, world);
    expect(tasks()).toMatchObject([{ ActivityDate: '2026-12-01' }]);
  });

  it.each([
    [
      'lead follow up with Dana Ortiz on Friday about the offer',
      { lead: 'Dana Ortiz', when: 'Friday', subject: 'the offer' },
    ],
    [
      'lead call Dana Ortiz on 24 December 2026 at 9am about contract',
      { lead: 'Dana Ortiz', when: '24 December 2026 at 9am', subject: 'contract' },
    ],
    [
      'lead follow up with Dana Ortiz about the offer on Friday',
      { lead: 'Dana Ortiz', when: 'Friday', subject: 'the offer' },
    ],
    ['lead schedule a follow-up with Dana Ortiz on Friday', { lead: 'Dana Ortiz', when: 'Friday' }],
  ])('is read from “%s”', (typed, raw) => {
    const command = readCommand(registry, typed);
    expect(command).toMatchObject({ kind: 'call', capability: { name: capability.name } });
    expect(command.kind === 'call' && readInput(command).raw).toEqual(raw);
  });

  it('keeps the hour that was said, where a task has none', async () => {
    const planned = await schedule({ lead, when: '24 December 2026 at 9am', subject: 'Contract' });
    expect(planned.preview.markdown).toMatch(/Thursday, 24 December 2026\n- \*\*Time\*\*: 9am, in the notes/);
    await send(planned, world);
    expect(tasks()).toMatchObject([{ ActivityDate: '2026-12-24', Subject: 'Contract', Description: 'Time: 9am' }]);
  });

  it('chooses the day when none is said, and says so', async () => {
    const { preview } = await schedule({ lead });
    expect(preview.markdown).toContain('Wednesday, 25 November 2026 (no date was said');
  });

  it.each<[string, object, RegExp]>([
    ['an unknown lead', { lead: 'nobody@acme.example' }, /There is no lead/],
    ['a day that is gone', { lead, when: '2020-01-01' }, /lies in the past/],
    ['no day at all', { lead, when: 'soon-ish' }, /no date that I can read/],
    ['an absurd day', { lead, when: '2099-01-01' }, /more than five years ahead/],
  ])('refuses %s with what to do', async (_what, raw, message) => {
    await expect(schedule(raw)).rejects.toMatchObject({
      code: 'input.invalid',
      message: expect.stringMatching(message),
    });
    expect(tasks()).toEqual([]);
  });

  it('says so when it is planned already', async () => {
    await send(await schedule({ lead, when: '2026-12-01' }), world);
    await expect(schedule({ lead, when: '2026-12-01' })).rejects.toMatchObject({
      code: 'input.invalid',
      message: expect.stringMatching(/has this follow-up already/),
    });
  });

  /** The follow-ups of the lead that are done, up to this one. */
  const finish = (count: number) =>
    Promise.all(
      Array.from({ length: count }, (_, index) =>
        world.salesforce.upsert('Task', 'Adjutant_Id__c', taskIdOf('adj-1', index + 1), {
          Subject: `Call ${index + 1}`,
          Status: 'Completed',
        }),
      ),
    );

  it('begins the next one when more than fifty are done', async () => {
    await finish(51);
    await send(await schedule({ lead, when: '2026-12-01' }), world);
    expect(tasks().filter(({ Status }) => Status !== 'Completed')).toMatchObject([
      { ActivityDate: '2026-12-01', Adjutant_Id__c: taskIdOf('adj-1', 52) },
    ]);
  });

  it('refuses when a hundred are done, with what to do', async () => {
    await finish(100);
    await expect(schedule({ lead, when: '2026-12-01' })).rejects.toMatchObject({
      code: 'input.invalid',
      message: expect.stringMatching(/100 follow-ups that are done already. Plan the next one in Salesforce itself/),
    });
  });

  it('makes a follow-up for a lead that people made, which is moved when the lead is captured', async () => {
    const [row] = world.sandbox.records('Lead');
    world.sandbox.editByHand(row?.id ?? '', { Adjutant_Id__c: null }, 'Olga');
    await send(await schedule({ lead, when: '2026-12-01', subject: 'Call back' }), world);
    const text = `Dana Ortiz from Acme, ${lead}, call on 2026-12-08`;
    await send(await plan(captureLead, { project: 'aurora/shop', text }, world.context), world);
    expect(tasks()).toMatchObject([{ ActivityDate: '2026-12-08' }]);
    expect(tasks()).toHaveLength(1);
    await send(await schedule({ lead, when: '2026-12-10' }), world);
    expect(tasks()).toMatchObject([{ ActivityDate: '2026-12-10' }]);
    expect(tasks()).toHaveLength(1);
  });
});
