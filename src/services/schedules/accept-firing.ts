import { randomUUID } from 'node:crypto';
import { escapeMarkdown, type Principal, type TraceParent } from '../../core/index.ts';
import type { Tx } from '../../platform/database.ts';
import { type AcceptedRun, acceptRun } from '../runs/run.ts';
import type { ScheduleRow } from './schedule-rows.ts';

/** The run of one firing: the same slot never makes a second one. It answers nowhere, as what it asks for is told where that says. */
export async function acceptFiring(
  tx: Tx,
  schedule: Pick<ScheduleRow, 'id' | 'title' | 'capability' | 'input'>,
  slot: string,
  { principal, trace }: { principal: Principal; trace?: TraceParent | undefined },
): Promise<AcceptedRun> {
  const { id, title, capability, input } = schedule;
  return acceptRun(tx, {
    source: 'schedule',
    externalId: `${id}:${slot}`,
    conversationKey: `schedule:${tx.tenant}:${id}:${slot}`,
    principal: { ...principal, door: 'schedule' },
    request: { calls: [{ capability, input }] },
    address: undefined,
    root: { tone: 'working', markdown: escapeMarkdown(title) },
    correlation: randomUUID(),
    schedule: id,
    trace,
  });
}
