import { setTimeout } from 'node:timers/promises';
import { post } from './wire.ts';

export interface ToolCall {
  url: string;
  token: string;
  tool: string;
  args: Readonly<Record<string, unknown>>;
  /** The same call again is no second one. */
  mark: string;
}

const version = '2026-07-28';
const tries = 6;
const pauseMs = 700;

/** As an assistant in an IDE calls it: again under the same key, while nobody answers. */
export async function callTool(call: ToolCall): Promise<boolean> {
  for (let count = 0; count < tries; count += 1) {
    if (await callOnce(call).catch(() => false)) return true;
    await setTimeout(pauseMs * (count + 1));
  }
  return false;
}

async function callOnce({ url, token, tool, args, mark }: ToolCall): Promise<boolean> {
  const body = {
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: {
      name: tool,
      arguments: args,
      _meta: {
        'adjutant/idempotencyKey': mark,
        'io.modelcontextprotocol/protocolVersion': version,
        'io.modelcontextprotocol/clientInfo': { name: 'chaos', version: '1' },
        'io.modelcontextprotocol/clientCapabilities': {},
      },
    },
  };
  const answer = await post(`${url}/mcp`, body, {
    accept: 'application/json, text/event-stream',
    authorization: `Bearer ${token}`,
    'mcp-protocol-version': version,
    'mcp-method': 'tools/call',
    'mcp-name': tool,
  });
  return JSON.stringify(answer).includes('"run"');
}
