import { setTimeout } from 'node:timers/promises';
import type { FaultRule } from '../sandbox/faults.ts';
import type { Random } from './random.ts';
import { leaseSeconds, type Stage } from './stage.ts';
import { post } from './wire.ts';

/** Frozen for longer than another waits before it takes over. */
const frozenMs = leaseSeconds * 1_000 + 1_500;

function fault(random: Random): FaultRule {
  const kind = random.pick(['drop-before', 'drop-after', 'status'] as const);
  const vendor = random.pick(['gitlab', 'salesforce', 'slack'] as const);
  const method = random.pick(['POST', 'PATCH', 'GET'] as const);
  return { vendor, method, times: 1, kind, ...(kind === 'status' ? { status: 503 } : {}) };
}

/** What else goes wrong besides a kill, on about every second occasion. */
async function trouble(stage: Stage, random: Random): Promise<string | undefined> {
  const kind = random.pick(['none', 'none', 'connections', 'redis', 'vendor', 'vendor'] as const);
  if (kind === 'connections') {
    await stage.dropConnections();
    return 'database connections dropped';
  }
  if (kind === 'redis' && stage.emptyRedis) {
    stage.emptyRedis();
    return 'Redis emptied';
  }
  if (kind !== 'vendor') return undefined;
  const rule = fault(random);
  await post(`${stage.vendorsUrl}/_control/faults`, rule);
  return `${rule.vendor} ${rule.method} ${rule.kind}`;
}

/** One process is killed, or stands still past its lease. Answers what was done. */
export async function disturb(stage: Stage, random: Random): Promise<string[]> {
  const victim = random.pick([stage.web, ...stage.workers, ...stage.workers]);
  const isFrozen = victim !== stage.web && random.next() < 0.25;
  const more = await trouble(stage, random);
  if (isFrozen) await victim.freeze(frozenMs);
  else victim.kill();
  await setTimeout(random.between(100, 1_200));
  return [`${victim.name} ${isFrozen ? 'frozen' : 'killed'}`, ...(more ? [more] : [])];
}
