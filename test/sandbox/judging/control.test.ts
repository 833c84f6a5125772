import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { reachable } from '../../../sandbox/judging/roads.ts';
import { waitFor } from '../../harness/wait-for.ts';
import { startWorld, type World } from '../../harness/world.ts';
import { send } from '../../mcp/raw.ts';

let world: World;
beforeAll(async () => {
  // Faults answer in no vendor's form.
  world = await startWorld({ watchesContracts: false, slackLimits: { postBurst: 1_000, tierFactor: 1_000 } });
});
afterAll(() => world.close());

const broughtSchema = z.object({
  approveActionId: z.string(),
  approveVerb: z.string(),
  approveValue: z.string(),
  effect: z.string(),
  state: z.string(),
  team: z.string(),
  channel: z.string(),
  message: z.string(),
});
const countsSchema = z.object({
  effects: z.number(),
  jobs: z.number(),
  byVendor: z.record(z.string(), z.record(z.string(), z.number())),
});

const control = (path: string, body?: object, headers: Record<string, string> = {}) =>
  send(world.vendors.url, {
    method: body ? 'POST' : 'GET',
    path: `/_control${path}`,
    headers,
    ...(body ? { body } : {}),
  });
const counts = async () => countsSchema.parse((await control('/effects')).json());
const bring = async (state: string, requester = 'Maria', tenant = 'aurora') => {
  const answer = await control('/approvals', { tenant, requester, state });
  expect([answer.status, answer.text]).toEqual([201, expect.any(String)]);
  return broughtSchema.parse(answer.json());
};

describe('the control routes of the sandbox', () => {
  it.each(reachable.filter((state) => state !== 'expired'))('bring a request into the state %s', async (state) => {
    const brought = await bring(state);
    expect(brought).toMatchObject({ approveActionId: 'decide:approve', approveVerb: 'decide', state });
    expect(JSON.parse(brought.approveValue)).toMatchObject({ verdict: 'approve', effect: brought.effect });
  });

  it('answer what a signed click needs, for a tenant and a person by any name', async () => {
    const before = await counts();
    const { team, channel, message, approveActionId, approveValue } = await bring(
      'awaiting',
      'tom@borealis.example',
      'Borealis Foods',
    );
    expect(await counts()).toMatchObject({ effects: before.effects, jobs: before.jobs + 1 });
    const { drive } = world.vendors.slack;
    const click = {
      team,
      channel,
      user: 'U0BORELTOM',
      messageTs: message,
      actionId: approveActionId,
      value: approveValue,
    };
    await Promise.all(Array.from({ length: 5 }, () => drive.click(click)));
    await waitFor('the lead and its task', async () => (await counts()).effects === before.effects + 2);
  });

  it.each([
    [{ tenant: 'nowhere', requester: 'Maria', state: 'done' }, /Allowed: aurora \(Aurora Robotics\), borealis/],
    [{ tenant: 'aurora', requester: 'Tom', state: 'done' }, /Allowed: Maria Lindqvist/],
    [{ tenant: 'aurora', requester: 'Maria', state: 'finished' }, /Allowed: awaiting, approved, sending, done/],
    [{ tenant: 'aurora', requester: 'Maria', state: 'planned' }, /Allowed: awaiting/],
    [{ tenant: 'aurora' }, /Send JSON with "tenant", "requester" and "state"/],
  ])('refuse %j, and say what is allowed', async (body, words) => {
    const answer = await control('/approvals', body);
    expect(answer.status).toBe(400);
    expect(answer.json().error).toMatch(words);
  });

  it('say so when somebody may not ask, or when it takes too long to expire', async () => {
    const viewer = await control('/approvals', { tenant: 'aurora', requester: 'Priya', state: 'awaiting' });
    expect([viewer.status, viewer.json().error]).toEqual([409, expect.stringContaining('Priya Nair cannot ask')]);
    const late = await control('/approvals', { tenant: 'aurora', requester: 'Maria', state: 'expired' });
    expect([late.status, late.json().error]).toEqual([409, expect.stringContaining('APPROVAL_HOURS')]);
  });

  it('answer nobody who calls them by another name, or from a page of strangers', async () => {
    expect((await control('/reset', {}, { host: 'evil.example' })).status).toBe(403);
    expect((await control('/reset', {}, { origin: 'https://evil.example' })).status).toBe(403);
  });

  it('count from anew after a reset', async () => {
    const { database, identity } = world.application.services;
    const tenant = (await identity.findInstallation('slack', world.aurora.slack.team))?.tenant ?? '';
    const underWay = () =>
      database.withTenant(tenant, (tx) => tx.query("select 1 from effects where state in ('sending', 'undoing')"));
    await waitFor('the end of what is under way', async () => (await underWay()).length === 0);
    expect((await counts()).jobs).toBeGreaterThan(0);
    expect((await control('/reset', {})).status).toBe(204);
    expect(await counts()).toMatchObject({ effects: 0, jobs: 0 });
    await bring('done');
    expect(await counts()).toMatchObject({ effects: 2, jobs: 1 });
  });
});

describe('a request that nobody decides', () => {
  it('is brought to its end where requests wait for seconds only', async () => {
    const hasty = await startWorld({ settings: { APPROVAL_HOURS: '0.003', SWEEP_SECONDS: '0.2' } });
    try {
      const body = { tenant: 'aurora', requester: 'Maria', state: 'expired' };
      const answer = await send(hasty.vendors.url, { path: '/_control/approvals', body });
      expect(answer.json()).toMatchObject({ state: 'expired', approveVerb: 'decide' });
    } finally {
      await hasty.close();
    }
  });
});
