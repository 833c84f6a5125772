import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebClient } from '@slack/web-api';
import { afterEach, describe, expect, it } from 'vitest';
import { createDeliver } from '../../../src/bot/slack/deliver.ts';
import { noFiles } from '../../../src/bot/slack/pictures.ts';

/** A Slack that finds everything with blocks, or everything at all, too much. */
interface Strict {
  url: string;
  seen: { method: string; blocks: number; text: number }[];
}

let server: Server | undefined;
afterEach(() => server?.close());

async function startStrictSlack(refusal: string, maxBlocks: number): Promise<Strict> {
  const seen: Strict['seen'] = [];
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    const blocks = (JSON.parse(form.get('blocks') ?? '[]') as unknown[]).length;
    seen.push({ method: request.url ?? '', blocks, text: form.get('text')?.length ?? 0 });
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify(blocks > maxBlocks ? { ok: false, error: refusal } : { ok: true, channel: 'C1', ts: '1.1' }),
    );
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, seen };
}

const delivery = {
  tenant: 't',
  message: 'm',
  address: { door: 'slack', to: { team: 'T1', channel: 'C1', user: 'U1' } },
  content: {
    tone: 'question',
    markdown: 'Really?',
    facts: Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`Fact ${index}`, 'value'])),
    diff: '-a\n+b\n',
    footnote: 'Run 1',
  },
  thread: undefined,
  posted: undefined,
  signal: new AbortController().signal,
} as const;

const deliverWith = (client: WebClient) =>
  createDeliver({
    clients: { of: async () => client },
    upload: async () => noFiles,
    respond: async () => false,
    publicUrl: 'https://adjutant.example.org',
  });

describe('a message that Slack finds too much', () => {
  it.each(['msg_too_long', 'msg_blocks_too_long', 'invalid_blocks'])(
    '%s: is sent smaller, then as text',
    async (refusal) => {
      const slack = await startStrictSlack(refusal, 0);
      const client = new WebClient('xoxb-1', { slackApiUrl: slack.url, retryConfig: { retries: 0 } });
      const deliver = deliverWith(client);
      expect(await deliver.deliver(delivery)).toEqual({ channel: 'C1', ts: '1.1' });
      expect(slack.seen.map(({ blocks }) => blocks)).toEqual([4, 4, 0]);
      expect(await deliver.deliver({ ...delivery, posted: { channel: 'C1', ts: '1.1' } })).toEqual({
        channel: 'C1',
        ts: '1.1',
      });
      expect(slack.seen.map(({ method }) => method).slice(3)).toEqual(['/chat.update', '/chat.update', '/chat.update']);
    },
  );

  it('is sent once more only where that was the reason', async () => {
    const slack = await startStrictSlack('restricted_action_read_only_channel', 0);
    const client = new WebClient('xoxb-1', { slackApiUrl: slack.url, retryConfig: { retries: 0 } });
    await expect(deliverWith(client).deliver(delivery)).rejects.toMatchObject({
      code: 'upstream.refused',
    });
    expect(slack.seen).toHaveLength(1);
  });
});
