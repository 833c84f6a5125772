import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Client as FirstClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as FirstTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ResourceUpdatedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';

const result = z.looseObject({
  isError: z.boolean().optional(),
  structuredContent: z.record(z.string(), z.unknown()).optional(),
  content: z.array(z.looseObject({ type: z.string(), text: z.string().optional(), uri: z.string().optional() })),
});
export type ToolResult = z.output<typeof result>;

export interface CallParams {
  name: string;
  arguments?: Record<string, unknown>;
  _meta?: Record<string, unknown>;
}
export interface Told {
  progress: number;
  total?: number | undefined;
  message?: string | undefined;
}

/** What all clients can do, whichever library and protocol they are made of. */
export interface TestClient {
  listTools(): Promise<{ name: string; annotations?: unknown; outputSchema?: unknown }[]>;
  callTool(params: CallParams, onprogress?: (told: Told) => void): Promise<ToolResult>;
  /** The text of the resource, as JSON. */
  read(uri: string): Promise<Record<string, unknown>>;
  /** All that the resource holds: the text first, then its pictures. */
  readAll(uri: string): Promise<ResourceContent[]>;
  follow(uri: string, onUpdate: (uri: string) => void): Promise<void>;
  instructions(): string | undefined;
  close(): Promise<void>;
}

const info = { name: 'test', version: '1' };
const headersOf = (token: string) => ({ requestInit: { headers: { Authorization: `Bearer ${token}` } } });
const contents = z.object({
  contents: z.array(z.looseObject({ mimeType: z.string(), text: z.string().optional(), blob: z.string().optional() })),
});
type ResourceContent = z.output<typeof contents>['contents'][number];
const contentsOf = (answer: unknown): ResourceContent[] => contents.parse(answer).contents;
const jsonOf = (answer: unknown): Record<string, unknown> => JSON.parse(contentsOf(answer)[0]?.text ?? '');

/** The client of the first generation, whose sessions most of today's editors use. */
async function connectFirst(url: string, token: string): Promise<TestClient> {
  const client = new FirstClient(info);
  const transport = new FirstTransport(new URL(`${url}/mcp`), headersOf(token));
  // Its own types disagree under exactOptionalPropertyTypes about an absent session id.
  await client.connect(transport as Parameters<FirstClient['connect']>[0]);
  return {
    listTools: async () => (await client.listTools()).tools,
    callTool: async (params, onprogress) =>
      result.parse(await client.callTool(params, undefined, onprogress ? { onprogress } : {})),
    read: async (uri) => jsonOf(await client.readResource({ uri })),
    readAll: async (uri) => contentsOf(await client.readResource({ uri })),
    async follow(uri, onUpdate) {
      client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => onUpdate(params.uri));
      await client.subscribeResource({ uri });
    },
    instructions: () => client.getInstructions(),
    async close() {
      await transport.terminateSession();
      await client.close();
    },
  };
}

type Mode = 'legacy' | 'auto' | { pin: string };

async function connectSecond(url: string, token: string, mode: Mode): Promise<TestClient> {
  const client = new Client(info, { versionNegotiation: { mode } });
  const transport = new StreamableHTTPClientTransport(new URL(`${url}/mcp`), headersOf(token));
  await client.connect(transport);
  return {
    listTools: async () => (await client.listTools()).tools,
    callTool: async (params, onprogress) =>
      result.parse(await client.callTool(params, onprogress ? { onprogress } : {})),
    read: async (uri) => jsonOf(await client.readResource({ uri })),
    readAll: async (uri) => contentsOf(await client.readResource({ uri })),
    async follow(uri, onUpdate) {
      client.setNotificationHandler('notifications/resources/updated', ({ params }) => onUpdate(params.uri));
      if (client.getProtocolEra() === 'modern') await client.listen({ resourceSubscriptions: [uri] });
      else await client.subscribeResource({ uri });
    },
    instructions: () => client.getInstructions(),
    close: () => client.close(),
  };
}

export type Connect = (url: string, token: string) => Promise<TestClient>;

/** Every client that has to get along with the door. */
export const connects: readonly (readonly [name: string, connect: Connect])[] = [
  ['the first generation', connectFirst],
  ['the second, as of old', (url, token) => connectSecond(url, token, 'legacy')],
  ['the second, on its own choice', (url, token) => connectSecond(url, token, 'auto')],
  ['the second, on 2026-07-28 alone', (url, token) => connectSecond(url, token, { pin: '2026-07-28' })],
];

export const connectModern: Connect = (url, token) => connectSecond(url, token, { pin: '2026-07-28' });
export const connectLegacy: Connect = connectFirst;

export const textOf = ({ content }: ToolResult): string => content.map(({ text }) => text ?? '').join('\n');
