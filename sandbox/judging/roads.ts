import { type EffectState, effectStates, type Verdict } from '../../src/core/index.ts';
import type { FaultRule } from '../faults.ts';

/** How a request comes into a state by what people do, and what goes wrong at a vendor on the way. */
export interface Road {
  asks: 'lead' | 'post' | 'later post';
  steps: readonly Step[];
}
/** A button that is pressed once the state before it is reached. */
export interface Step {
  verdict: Verdict;
  leadsTo: EffectState;
  faults?: readonly FaultRule[];
}

const approve = (leadsTo: EffectState, ...faults: FaultRule[]): Step => ({ verdict: 'approve', leadsTo, faults });

/** Longer than the product waits for a vendor. */
const slowMs = 60_000;
const refused: FaultRule = { vendor: 'salesforce', method: 'PATCH', times: 1, kind: 'status', status: 400 };
const slow: FaultRule = { vendor: 'salesforce', method: 'PATCH', times: 1, kind: 'delay', delayMs: slowMs };
/** X was cut off before it took the post; not finding it there proves nothing, so a person is asked. */
const cutOff: FaultRule = { vendor: 'x', method: 'POST', path: 'tweets', times: 1, kind: 'drop-before' };
const slowUndo: FaultRule = { vendor: 'x', method: 'DELETE', path: 'tweets', times: 1, kind: 'delay', delayMs: slowMs };

export const roads: Readonly<Partial<Record<EffectState, Road>>> = {
  awaiting: { asks: 'lead', steps: [] },
  approved: { asks: 'later post', steps: [approve('approved')] },
  sending: { asks: 'lead', steps: [approve('sending', slow)] },
  done: { asks: 'lead', steps: [approve('done')] },
  failed: { asks: 'lead', steps: [approve('failed', refused)] },
  unknown: { asks: 'post', steps: [approve('unknown', cutOff)] },
  rejected: { asks: 'lead', steps: [{ verdict: 'reject', leadsTo: 'rejected' }] },
  expired: { asks: 'lead', steps: [] },
  withdrawn: { asks: 'later post', steps: [approve('approved'), { verdict: 'withdraw', leadsTo: 'withdrawn' }] },
  dropped: { asks: 'post', steps: [approve('unknown', cutOff), { verdict: 'drop', leadsTo: 'dropped' }] },
  undoing: { asks: 'post', steps: [approve('done'), { verdict: 'undo', leadsTo: 'undoing', faults: [slowUndo] }] },
  undone: { asks: 'post', steps: [approve('done'), { verdict: 'undo', leadsTo: 'undone' }] },
};

export const reachable: readonly EffectState[] = effectStates.filter((state) => roads[state] !== undefined);
