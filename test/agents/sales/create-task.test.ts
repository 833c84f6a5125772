import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { capability } from '../../../src/agents/sales/create-task.ts';
import { parse } from '../../../src/core/index.ts';
import { createSalesforceWorld, type SalesforceWorld } from '../../integrations/salesforce/world.ts';
import { takeBack } from '../take-back.ts';

let world: SalesforceWorld;
let lead: { id: string; url: string };
beforeEach(async () => {
  world = await createSalesforceWorld();
  lead = await world.salesforce.upsert('Lead', 'Adjutant_Id__c', 'adj-lead', { LastName: 'Ortiz', Company: 'Acme' });
});
afterEach(() => world.close());

const request = (more: object = {}) =>
  parse(capability.input, {
    lead: lead.id,
    url: lead.url,
    name: 'Dana Ortiz',
    change: 'created',
    id: 'adj-task-test',
    fields: [
      { field: 'ActivityDate', after: '2026-12-01' },
      { field: 'Subject', after: 'Call back' },
    ],
    due: '2026-12-01',
    subject: 'Call back',
    ...more,
  });
const ctx = () => world.effectContext('effect');
const tasks = () => world.sandbox.records('Task');

describe('sales.create-task', () => {
  it('makes one task for its lead, however often it is sent', async () => {
    const first = await capability.run(request(), ctx());
    expect(await capability.run(request(), ctx())).toEqual(first);
    expect(tasks().map(({ values }) => values)).toMatchObject([
      { WhoId: lead.id, ActivityDate: '2026-12-01', Subject: 'Call back', Priority: 'Normal' },
    ]);
    expect(first).toMatchObject({ lead: lead.id, url: lead.url, due: '2026-12-01', task: tasks()[0]?.id });
    expect(world.sandbox.countEffects()).toEqual({ leads: 1, tasks: 1 });
  });

  it('finds its task after an answer that never came', async () => {
    expect(await capability.find(request(), ctx())).toBe('absent');
    world.fault({ kind: 'drop-after', method: 'PATCH', times: 1 });
    await expect(capability.run(request(), ctx())).rejects.toMatchObject({ code: 'upstream.unavailable' });
    expect(await capability.find(request(), ctx())).toMatchObject({ found: { task: tasks()[0]?.id } });
  });

  it('fails for a lead that was deleted', async () => {
    await world.salesforce.remove('Lead', lead.id);
    await expect(capability.run(request(), ctx())).rejects.toMatchObject({ code: 'upstream.not-found' });
    expect(tasks()).toEqual([]);
  });

  it('takes a task back, unless somebody went on with it', async () => {
    const output = parse(capability.output, await capability.run(request(), ctx()));
    world.sandbox.editByHand(tasks()[0]?.id ?? '', { Status: 'In Progress' }, 'Olga');
    expect(await takeBack(capability, output, request(), ctx())).toEqual({
      stays: expect.stringMatching(/was changed after it was made, so it stays/),
    });
    expect(tasks()).toHaveLength(1);
  });

  it('moves a task, and puts it back', async () => {
    await capability.run(request(), ctx());
    const fields = [{ field: 'ActivityDate', before: '2026-12-01', after: '2026-12-08' }];
    const move = request({ record: tasks()[0]?.id, fields, due: '2026-12-08' });
    const output = parse(capability.output, await capability.run(move, ctx()));
    expect(output).toMatchObject({ taskChange: 'updated', due: '2026-12-08' });
    expect(tasks()[0]?.values.ActivityDate).toBe('2026-12-08');
    await takeBack(capability, output, move, ctx());
    expect(tasks()[0]?.values.ActivityDate).toBe('2026-12-01');
  });
});
