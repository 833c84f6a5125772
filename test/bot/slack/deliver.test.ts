import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { clientOptions, createClients } from '../../../src/bot/slack/clients.ts';
import { createDeliver } from '../../../src/bot/slack/deliver.ts';
import { slackAddressOf } from '../../../src/bot/slack/index.ts';
import { createUpload } from '../../../src/bot/slack/pictures.ts';
import { createRespond } from '../../../src/bot/slack/response-url.ts';
import { AppError, type Deliver, type Delivery } from '../../../src/core/index.ts';
import { Secret } from '../../../src/platform/secret.ts';
import { startWorld, type World } from '../../harness/world.ts';
import { engineering, jonas, leadership, send, team } from './aurora.ts';

let world: World;
let deliver: Deliver;
let tenant: string;
beforeAll(async () => {
  world = await startWorld({ settings: { ROLES: 'web' } });
  const { services } = world.application;
  tenant = (await services.identity.findInstallation('slack', team))?.tenant ?? '';
  deliver = createDeliver({
    clients: createClients(services.credentials, clientOptions(world.vendors.slackApiUrl, services.log)),
    upload: createUpload({ drawing: services.pictures, apiUrl: world.vendors.slackApiUrl, log: services.log }),
    respond: createRespond({ apiUrl: world.vendors.slackApiUrl, log: services.log }),
    publicUrl: world.url,
  });
});
afterEach(() => world.vendors.faults.clear());
afterAll(() => world.close());

const delivery = (more: Partial<Delivery> = {}): Delivery => ({
  tenant,
  message: randomUUID(),
  address: { door: 'slack', to: { team, channel: engineering, user: jonas } },
  content: { tone: 'success', markdown: 'Done.' },
  thread: undefined,
  posted: undefined,
  signal: new AbortController().signal,
  ...more,
});
const at = (channel: string, more: Record<string, string> = {}): Partial<Delivery> => ({
  address: { door: 'slack', to: { team, channel, user: jonas, ...more } },
});
const drive = () => world.vendors.slack.drive;
const messages = (channel: string) => drive().channelHistory(channel);
const direct = () => drive().openDirect({ team, user: jonas }).id;

describe('delivering to Slack', () => {
  it('posts with our mark and without unfurling, replaces what it posted, and answers under it', async () => {
    const first = delivery();
    const posted = await deliver.deliver(first);
    expect(posted).toEqual({ channel: engineering, ts: expect.any(String) });
    expect(messages(engineering).at(-1)).toMatchObject({
      text: '✅ Done.',
      metadata: { event_type: 'adjutant_message', event_payload: { message: first.message } },
    });
    const content = { tone: 'danger', markdown: 'Failed.' } as const;
    expect(await deliver.deliver({ ...first, posted, content })).toEqual(posted);
    expect(messages(engineering).at(-1)).toMatchObject({ ts: posted.ts, text: '⛔ Failed.' });
    const under = await deliver.deliver(delivery({ thread: posted }));
    expect(under.thread).toBe(posted.ts);
    expect(drive().thread(engineering, posted.ts ?? '')).toHaveLength(2);
  });

  it('keeps to the thread that was asked in', async () => {
    const { ts } = drive().post({ team, channel: engineering, user: jonas, text: 'a question' });
    const root = await deliver.deliver(delivery(at(engineering, { thread: ts })));
    await deliver.deliver(delivery({ thread: root }));
    expect(drive().thread(engineering, ts)).toHaveLength(3);
  });

  it('speaks to a person who only has an address', async () => {
    const address = slackAddressOf({ provider: 'slack', realm: team, subject: jonas });
    const posted = await deliver.deliver(delivery({ address }));
    expect(posted.channel).toBe(direct());
  });

  it.each([
    ['it is not in', leadership],
    ['that is not there', 'C0GONE0001'],
  ])('goes to the person with a hint for a channel %s, and stays there', async (_what, channel) => {
    const first = delivery(at(channel));
    const posted = await deliver.deliver(first);
    expect(posted).toMatchObject({ channel: direct(), lost: channel });
    const hint = `I cannot write in <#${channel}>, so this is for you here. To get answers there, type \`/invite @Adjutant\``;
    expect(messages(direct()).at(-1)?.text).toContain(hint);
    await deliver.deliver({ ...first, posted, content: { tone: 'success', markdown: 'Changed.' } });
    expect(messages(direct()).at(-1)).toMatchObject({ ts: posted.ts, text: expect.stringContaining('Changed.') });
    expect(JSON.stringify(messages(direct()).at(-1)?.blocks)).toContain('/invite @Adjutant');
    const under = await deliver.deliver(delivery({ ...at(channel), thread: posted }));
    expect(under).toMatchObject({ channel: direct(), thread: posted.ts });
  });

  it('goes to the person when the channel is archived, where an invitation would not help', async () => {
    drive().archive({ team, channel: 'C0AURORGEN' });
    const posted = await deliver.deliver(delivery(at('C0AURORGEN')));
    expect(posted).toMatchObject({ channel: direct(), lost: 'C0AURORGEN' });
    expect(messages(direct()).at(-1)?.text).toContain('It is archived: please ask in another channel.');
  });

  it('posts anew what somebody deleted, and outside of a thread that is gone', async () => {
    const anew = await deliver.deliver(delivery({ posted: { channel: engineering, ts: '1700000000.000001' } }));
    expect(anew.ts).not.toBe('1700000000.000001');
    const loose = await deliver.deliver(delivery({ thread: { channel: engineering, ts: '1700000000.000002' } }));
    expect(loose.thread).toBeUndefined();
  });

  it.each<[string, number, Partial<AppError>]>([
    ['asks to wait', 429, { code: 'upstream.rate-limited', isRetryable: true, retryAfterMs: 1_000 }],
    ['is away', 503, { code: 'upstream.unavailable', isRetryable: true }],
    ['refuses the form', 400, { code: 'upstream.refused', isRetryable: false }],
  ])('says so when Slack %s, and tries nothing itself', async (_what, status, error) => {
    world.vendors.faults.add({ vendor: 'slack', path: 'chat.postMessage', times: 1, kind: 'status', status });
    const before = messages(engineering).length;
    await expect(deliver.deliver(delivery())).rejects.toMatchObject(error);
    expect(messages(engineering)).toHaveLength(before);
  });

  it('posts nothing once somebody else may, wherever it stood', async () => {
    world.vendors.faults.add({ vendor: 'slack', path: 'conversations.open', times: 1, kind: 'delay', delayMs: 300 });
    const before = messages(direct()).length;
    const lost = new AbortController();
    const address = slackAddressOf({ provider: 'slack', realm: team, subject: jonas });
    const first = deliver.deliver(delivery({ address, signal: lost.signal }));
    setTimeout(() => lost.abort(), 100);
    await expect(first).rejects.toThrow();
    await expect(deliver.deliver(delivery({ address, signal: lost.signal }))).rejects.toThrow();
    await drive().settled();
    expect(messages(direct())).toHaveLength(before);
  });

  it('says so when the connection breaks', async () => {
    world.vendors.faults.add({ vendor: 'slack', path: 'chat.postMessage', times: 1, kind: 'drop-before' });
    await expect(deliver.deliver(delivery())).rejects.toMatchObject({
      code: 'upstream.unavailable',
      isRetryable: true,
    });
  });

  it('says so for good when the token is no longer taken', async () => {
    const { credentials } = world.application.services;
    const { secret } = await credentials.account(tenant, 'slack', team);
    const account = { vendor: 'slack', realm: team, settings: {} };
    await credentials.store(tenant, { ...account, secret: new Secret('xoxb-revoked') });
    await expect(deliver.deliver(delivery())).rejects.toMatchObject({
      code: 'upstream.unauthorized',
      isRetryable: false,
    });
    await credentials.store(tenant, { ...account, secret });
    expect((await deliver.deliver(delivery())).ts).toBeTruthy();
  });

  it('says so for a workspace without a token', async () => {
    const address = { door: 'slack', to: { team: 'T0OTHER001', channel: engineering, user: jonas } } as const;
    await expect(deliver.deliver(delivery({ address }))).rejects.toBeInstanceOf(AppError);
  });

  it('never reaches another organisation with its token', async () => {
    const address = { door: 'slack', to: { team: 'T0BOREAL01', channel: 'C0BOREALSH', user: jonas } } as const;
    await expect(deliver.deliver(delivery({ address }))).rejects.toMatchObject({ code: 'vendor.not-connected' });
  });

  it('is heard by the application itself without an echo', async () => {
    await drive().settled();
    expect((await send(world, '{"type":"url_verification","challenge":"alive"}')).status).toBe(200);
  });
});
