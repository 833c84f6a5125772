import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { capability } from '../../../src/agents/sales/upsert-lead.ts';
import { parse } from '../../../src/core/index.ts';
import { createSalesforceWorld, type SalesforceWorld } from '../../integrations/salesforce/world.ts';
import { takeBack } from '../take-back.ts';

let world: SalesforceWorld;
beforeEach(async () => {
  world = await createSalesforceWorld();
});
afterEach(() => world.close());

const id = 'adj-lead-test';
const made = {
  id,
  name: 'Dana Ortiz',
  fields: [
    { field: 'LastName', after: 'Ortiz' },
    { field: 'Company', after: 'Acme' },
  ],
};
const request = (raw: object) => parse(capability.input, raw);
const run = (raw: object) => capability.run(request(raw), world.effectContext('effect'));
const find = (raw: object) => capability.find(request(raw), world.effectContext('effect'));
const lead = () => world.sandbox.records('Lead')[0];
const retitle = (before: string, after: string) => ({
  id,
  record: lead()?.id,
  name: 'Dana Ortiz',
  fields: [{ field: 'Title', before, after }],
});

describe('sales.upsert-lead', () => {
  it('makes one lead, however often it is sent', async () => {
    const first = await run(made);
    expect(await run(made)).toEqual(first);
    expect(first).toMatchObject({ lead: lead()?.id, change: 'created', name: 'Dana Ortiz' });
    expect(world.sandbox.countEffects()).toEqual({ leads: 1 });
  });

  it('finds what it made, after an answer that never came', async () => {
    expect(await find(made)).toBe('absent');
    world.fault({ kind: 'drop-after', method: 'PATCH', times: 1 });
    await expect(run(made)).rejects.toMatchObject({ code: 'upstream.unavailable' });
    expect(await find(made)).toMatchObject({ found: { lead: lead()?.id, change: 'created' } });
  });

  it('finds a change by its values, and says when it cannot tell', async () => {
    await run(made);
    const change = retitle('', 'CTO');
    expect(await find(change)).toBe('absent');
    await run(change);
    expect(await find(change)).toMatchObject({ found: { change: 'updated' } });
    world.sandbox.editByHand(lead()?.id ?? '', { Title: 'CFO' }, 'Olga');
    expect(await find(change)).toBe('unknown');
  });

  it('refuses what is not as it was shown', async () => {
    await run(made);
    await expect(run(retitle('Buyer', 'CTO'))).rejects.toMatchObject({ code: 'upstream.refused' });
    await expect(run({ ...made, fields: [...made.fields, { field: 'Title', after: 'CTO' }] })).rejects.toMatchObject({
      code: 'upstream.refused',
      message: expect.stringMatching(/was made in Salesforce meanwhile/),
    });
    const change = retitle('', 'CTO');
    await world.salesforce.remove('Lead', lead()?.id ?? '');
    await expect(run(change)).rejects.toMatchObject({
      code: 'upstream.refused',
      message: expect.stringMatching(/deleted in Salesforce since/),
    });
  });

  it('empties a field, and puts it back', async () => {
    await run({ ...made, fields: [...made.fields, { field: 'Title', after: 'CTO' }] });
    const change = retitle('CTO', '');
    const output = parse(capability.output, await run(change));
    expect(lead()?.values.Title).toBeNull();
    await takeBack(capability, output, request(change), world.effectContext('effect'));
    expect(lead()?.values.Title).toBe('CTO');
  });

  it('keeps a lead that has tasks of others', async () => {
    const output = parse(capability.output, await run(made));
    await world.salesforce.upsert('Task', 'Adjutant_Id__c', 'other', { WhoId: lead()?.id ?? '', Subject: 'Call' });
    expect(await takeBack(capability, output, request(made), world.effectContext('effect'))).toEqual({
      stays: expect.stringMatching(/has tasks of others/),
    });
  });

  it('takes nothing back twice', async () => {
    const output = parse(capability.output, await run(made));
    await takeBack(capability, output, request(made), world.effectContext('effect'));
    await takeBack(capability, output, request(made), world.effectContext('effect'));
    expect(world.sandbox.countEffects()).toEqual({ leads: 1, leadDeletions: 1 });
  });
});
