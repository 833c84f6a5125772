import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { figuresOf, throughput } from './measure.ts';
import type { Place } from './place.ts';
import type { Result } from './result.ts';

const rounds = 7;
const callsPerRound = 400;
const callers = 8;

async function connect(url: string, token: string): Promise<Client> {
  const client = new Client(
    { name: 'bench', version: '1.0.0' },
    { versionNegotiation: { mode: { pin: '2026-07-28' } } },
  );
  const requestInit = { headers: { Authorization: `Bearer ${token}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit }));
  return client;
}

async function caller(url: string, token: string, name: string): Promise<() => Promise<number>> {
  const clients = await Promise.all(Array.from({ length: callers }, () => connect(url, token)));
  const call = async (worker: number): Promise<void> => {
    const result = await clients[worker]?.callTool({ name, arguments: {} });
    if (!result || result.isError) throw new Error(`${name} failed: ${JSON.stringify(result)}`);
  };
  return () => throughput(callsPerRound, callers, call);
}

/** A read capability, in calls per second, against a bare server of the same SDK that commits one row a call. */
export async function benchMcpRead(at: Place): Promise<Result> {
  const ours = await caller(at.mcp, at.token, 'identity_who-am-i');
  const floor = await caller(at.bareMcp, at.token, 'read');
  const series = { ours: [] as number[], floor: [] as number[] };
  for (let round = -1; round < rounds; round++) {
    const [mine, bare] = [await ours(), await floor()];
    if (round < 0) continue;
    series.ours.push(mine);
    series.floor.push(bare);
  }
  const [mine, bare] = [figuresOf(series.ours).p50, figuresOf(series.floor).p50];
  const ratio = mine / bare;
  return {
    title: `MCP read, ${callers} callers, median of ${rounds} rounds of ${callsPerRound} calls`,
    lines: [`Adjutant ${mine.toFixed(0)} calls/s`, `bare server, one row ${bare.toFixed(0)} calls/s`],
    bars: [{ text: `ratio ${ratio.toFixed(2)} (at least 0.6)`, isMet: ratio >= 0.6 }],
  };
}
