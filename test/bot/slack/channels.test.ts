import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { createChannels } from '../../../src/bot/slack/index.ts';
import type { AppError, Cache, Channels } from '../../../src/core/index.ts';
import { Secret } from '../../../src/platform/secret.ts';
import { createVendorCall } from '../../../src/platform/vendor-call.ts';
import { loadContract } from '../../contract/checker/contract.ts';
import { type ContractProxy, startContractProxy } from '../../contract/checker/proxy.ts';
import { newCache } from '../../harness/cache.ts';
import { recordOperations } from '../../harness/operations.ts';
import { shownIn } from '../../harness/shown.ts';
import { silent } from '../../integrations/gitlab/world.ts';
import { engineering, leadership, maria, type Stand, startStand, team, token } from '../../sandbox/slack/stand.ts';

const general = 'C0AURORGEN';
const effect = '0b6b1d9a-7c1e-4d0a-9a53-3f6c1f0e2d11';
const content = {
  tone: 'neutral',
  markdown: '**Aurora** posted on X:\n\n> Hello <!channel>',
  links: [{ label: 'Open the post', url: 'https://x.com/aurora/status/1' }],
} as const;

let stand: Stand;
let proxy: ContractProxy;
let channels: Channels;
beforeAll(async () => {
  stand = await startStand();
  proxy = await startContractProxy({ contract: loadContract('slack'), target: stand.url, basePath: '/slack/api' });
  channels = channelsWith(token);
});
afterEach(() => expect(proxy.violations).toEqual([]));
afterAll(async () => {
  await proxy.close();
  recordOperations(inject('operationsFile'), 'slack', proxy.seen);
  await stand.stop();
});

function channelsWith(as: string, cache?: Cache): Channels {
  const vendor = createVendorCall({ name: 'slack', timeoutMs: 20_000, log: silent, firstDelayMs: 1 });
  return createChannels(
    { token: new Secret(as), apiUrl: `${proxy.url}/slack/api/`, log: silent, ...(cache ? { cache } : {}) },
    vendor,
  );
}
const drive = () => stand.slack.drive;
const lately = () => new Date(Date.now() - 60_000);
const faultOf = (work: Promise<unknown>): Promise<AppError> =>
  work.then(
    () => expect.unreachable('it went well'),
    (error: AppError) => error,
  );

describe('a channel', () => {
  it.each(['general', '#general', '#General', ' general ', general, `<#${general}>`, `<#${general}|general>`])(
    'is found as %s',
    async (name) => {
      expect(await channels.find(name)).toEqual({ id: general, name: 'general', isOpen: true });
    },
  );

  it('is not open when nobody invited us', async () => {
    expect(await channels.find('leadership')).toEqual({ id: leadership, name: 'leadership', isOpen: false });
  });

  it.each(['nowhere', '#', '', 'D0AURMARIA', 'общий', '<!channel>'])('is not found as %j', async (name) => {
    expect(await channels.find(name)).toBeUndefined();
  });
});

describe('a channel that was found before', () => {
  const asked = (): string[] => [...proxy.seen].flatMap(([operation, count]) => Array<string>(count).fill(operation));

  it('is looked at as it is now, and is not searched for in the list again', async () => {
    const kept = channelsWith(token, newCache());
    expect(await kept.find('#general')).toEqual({ id: general, name: 'general', isOpen: true });
    const before = asked().length;
    expect(await kept.find('general')).toEqual({ id: general, name: 'general', isOpen: true });
    expect(asked().slice(before)).toHaveLength(1);
    expect(asked().filter((operation) => operation.includes('conversations.info'))).toHaveLength(1);
  });

  it('and was put away since is not found', async () => {
    const kept = channelsWith(token, newCache());
    await kept.find('engineering');
    drive().archive({ team, channel: engineering });
    expect(await kept.find('engineering')).toBeUndefined();
    drive().archive({ team, channel: engineering, isArchived: false });
    expect((await kept.find('engineering'))?.id).toBe(engineering);
  });
});

describe('what is said in a channel', () => {
  it('carries the effect, calls nobody, and has an address', async () => {
    const post = await channels.post({ channel: general, content, effect });
    expect(post).toEqual({ channel: general, message: expect.any(String), url: expect.stringContaining(general) });
    const shown = drive().channelHistory(general).at(-1);
    expect(shown).toMatchObject({
      ts: post.message,
      byBot: true,
      metadata: { event_type: 'adjutant_effect', event_payload: { effect } },
    });
    expect(JSON.stringify(shown?.blocks)).toContain('https://x.com/aurora/status/1');
    // As letters of a rich text it is only that; what calls a channel is an element of its own, or stands in mrkdwn.
    expect(shownIn(shown?.blocks)).toContain('Hello <!channel>');
    expect(JSON.stringify(shown?.blocks)).not.toMatch(/"broadcast"|"mrkdwn"/);
    expect(shown?.text).not.toContain('<!channel>');
  });

  it('is found again by its effect, among many others, and by no other', async () => {
    const other = '0b6b1d9a-7c1e-4d0a-9a53-3f6c1f0e2d22';
    const post = await channels.post({ channel: engineering, content, effect: other });
    for (let number = 1; number <= 210; number += 1)
      drive().post({ team, channel: engineering, user: maria, text: `Message ${number}` });
    expect(await channels.findPost(engineering, other, lately())).toEqual(post);
    expect(await channels.findPost(engineering, effect, lately())).toBe('absent');
    expect(await channels.findPost(general, other, lately())).toBe('absent');
    expect(await channels.findPost(engineering, other, new Date(Date.now() + 600_000))).toBe('absent');
  });

  it('is not found by who only quotes the effect', async () => {
    const quoted = '0b6b1d9a-7c1e-4d0a-9a53-3f6c1f0e2d33';
    drive().post({ team, channel: engineering, user: maria, text: `It was ${quoted}` });
    expect(await channels.findPost(engineering, quoted, lately())).toBe('absent');
  });

  it('is deleted, also when somebody was faster', async () => {
    const post = await channels.post({ channel: general, content, effect });
    expect(await channels.hasPost(post)).toBe(true);
    await channels.deletePost(post);
    await channels.deletePost(post);
    expect(await channels.hasPost(post)).toBe(false);
    expect(
      drive()
        .channelHistory(general)
        .some(({ ts }) => ts === post.message),
    ).toBe(false);
  });

  it.each<[string, () => Promise<unknown>, string, RegExp]>([
    [
      'where we are not',
      () => channels.post({ channel: leadership, content, effect }),
      'upstream.refused',
      /not_in_channel/,
    ],
    [
      'where nothing is',
      () => channels.post({ channel: 'C0NOWHERE', content, effect }),
      'upstream.refused',
      /channel_not_found/,
    ],
    [
      'where we are not any more',
      () => channels.hasPost({ channel: leadership, message: '1.0' }),
      'upstream.refused',
      /Type \/invite @Adjutant there, or delete the message by hand/,
    ],
    [
      'in a history that is closed',
      () => channels.findPost(leadership, effect, lately()),
      'upstream.refused',
      /not_in_channel/,
    ],
    [
      'with a token of nobody',
      () => channelsWith('xoxb-no').post({ channel: general, content, effect }),
      'upstream.unauthorized',
      /Ask an admin to connect/,
    ],
  ])('is refused in words %s', async (_what, work, code, words) => {
    const fault = await faultOf(work());
    expect(fault.code).toBe(code);
    expect(fault.message).toMatch(words);
  });
});
