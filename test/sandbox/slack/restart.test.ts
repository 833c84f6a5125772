import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openStore } from '../../../sandbox/store.ts';
import { engineering, leadership, maria, startStand, team } from './stand.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slack-sandbox-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('remembers messages, whispers, invitations, modals and unanswered events over a restart', async () => {
  const path = join(folder, 'sandbox.db');
  const before = openStore(path);
  const first = await startStand({ store: before, retryDelaysMs: [1] });
  first.answer.with = ({ body }) => ({ status: body.event === undefined ? 200 : 503 });
  await first.client.chat.postMessage({ channel: engineering, text: 'kept' });
  await first.client.chat.postEphemeral({ channel: engineering, user: maria, text: 'kept too' });
  await first.slack.drive.command({ team, channel: engineering, user: maria, command: '/adjutant', text: 'open' });
  const view = { type: 'modal' as const, title: { type: 'plain_text' as const, text: 'Kept' }, blocks: [] };
  await first.client.views.open({ trigger_id: String(first.received.at(-1)?.body.trigger_id), view });
  await first.slack.drive.settled();
  await first.slack.close();
  const lost = first.slack.drive.message({ team, channel: engineering, user: maria, text: 'after closing' });
  expect((await lost).events[0]?.answer.status).toBe(0);
  await first.stop();
  before.close();

  const after = openStore(path);
  const second = await startStand({ store: after, retryDelaysMs: [1] });
  try {
    const { drive } = second.slack;
    expect(drive.channelHistory(engineering).map(({ text }) => text)).toEqual(['kept', 'after closing']);
    expect(drive.ephemerals(engineering, maria).map(({ text }) => text)).toEqual(['kept too']);
    expect(drive.views(maria)).toMatchObject([{ payload: { title: { text: 'Kept' } } }]);
    expect(second.slack.countEffects()).toEqual({ 'chat.postMessage': 1, 'chat.postEphemeral': 1, 'views.open': 1 });
  } finally {
    await second.stop();
    after.close();
  }
});

it('goes on with an event that was not answered before the restart', async () => {
  const store = openStore(join(folder, 'sandbox.db'));
  const first = await startStand({ store, retryDelaysMs: [20] });
  first.answer.with = () => ({ status: 503 });
  const { events } = await first.slack.drive.message({ team, channel: engineering, user: maria, text: 'hi' });
  await first.stop();
  const second = await startStand({ store, retryDelaysMs: [20] });
  try {
    await vi.waitFor(() => expect(second.received).toHaveLength(1));
    expect(second.received[0]).toMatchObject({
      body: { event_id: events[0]?.eventId },
      headers: { 'x-slack-retry-num': '1' },
    });
  } finally {
    await second.stop();
    store.close();
  }
});

it('forgets everything of Slack on reset, and nothing of other vendors', async () => {
  const store = openStore(':memory:');
  store.collection<{ id: number }>('gitlab.projects').put('1', { id: 1 });
  const stand = await startStand({ store });
  try {
    await stand.slack.drive.invite({ team, channel: leadership, user: maria });
    await stand.client.chat.postMessage({ channel: leadership, text: 'x' });
    stand.slack.reset();
    expect(stand.slack.drive.channelHistory(leadership)).toEqual([]);
    expect(stand.slack.countEffects()).toEqual({});
    expect((await stand.client.conversations.info({ channel: leadership })).channel?.is_member).toBe(false);
    expect(store.collection('gitlab.projects').all()).toHaveLength(1);
  } finally {
    await stand.stop();
    store.close();
  }
});
