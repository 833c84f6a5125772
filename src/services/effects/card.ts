import {
  type Approval,
  approvalWords,
  type DecideAction,
  type EffectState,
  isSettled,
  type Registry,
  type Reply,
  type Tone,
  type Verdict,
} from '../../core/index.ts';
import { isPossibleUnderStop } from '../stops/stops.ts';
import type { Effect } from './effect.ts';
import { moment, type Standing, statusOf } from './status.ts';
import { possibleVerdicts } from './verdicts.ts';

export interface CardFacts extends Standing {
  /** The console's page for this effect. */
  url: string;
  approval: Approval;
  /** When the same thing was done before. */
  doneBefore?: { at: Date; url: string } | undefined;
}

const labels: Readonly<Record<Verdict, string>> = {
  approve: 'Approve',
  reject: 'Reject',
  withdraw: 'Withdraw',
  found: 'It is there',
  resend: 'Send again',
  drop: 'Leave it',
  continue: 'Continue',
  undo: 'Undo',
};
const styles: Partial<Record<Verdict, 'primary' | 'danger'>> = {
  approve: 'primary',
  reject: 'danger',
  withdraw: 'danger',
  continue: 'primary',
};

const actionOf = (effect: Effect, verdict: Verdict): DecideAction => ({
  verdict,
  label: labels[verdict],
  effect: effect.id,
  hash: effect.hash,
  ...(styles[verdict] ? { style: styles[verdict] } : {}),
  ...(verdict === 'reject' || (verdict === 'found' && effect.failure?.isHidden) ? { asksReason: true } : {}),
});

const tones: Readonly<Record<EffectState, Tone>> = {
  planned: 'neutral',
  awaiting: 'question',
  approved: 'working',
  sending: 'working',
  undoing: 'working',
  done: 'success',
  failed: 'danger',
  unknown: 'warning',
  rejected: 'neutral',
  expired: 'neutral',
  withdrawn: 'neutral',
  dropped: 'neutral',
  undone: 'neutral',
};

/** The approval card, and what takes its place after the decision. Made by code from the input and its preview. */
export function cardOf(registry: Registry, card: CardFacts): Reply {
  const { effect, parts, url } = card;
  const capability = registry.find(effect.capability);
  const isOpen = effect.state === 'awaiting';
  const result = effect.output && capability && effect.state === 'done' ? capability.present(effect.output) : undefined;
  const approver = approvalWords[card.approval];
  const actions = possibleVerdicts(registry, effect, parts)
    .filter((verdict) => !card.stop || isPossibleUnderStop(verdict))
    .map((verdict) => actionOf(effect, verdict));
  const doneBefore = card.doneBefore
    ? [`The same was [done before](${card.doneBefore.url}), on ${moment(card.doneBefore.at)}.`]
    : [];
  // A door may cut what is long: how it stands comes before the particulars, which are only there to decide.
  const [question = '', ...particulars] = (effect.preview?.markdown ?? '').split('\n\n');
  return {
    tone: effect.kept || (card.stop && !isSettled(effect.state)) ? 'warning' : tones[effect.state],
    markdown: [
      question,
      ...doneBefore,
      statusOf(card),
      ...(result ? [result.markdown] : []),
      ...(isOpen ? particulars : []),
    ].join('\n\n'),
    facts: {
      ...effect.preview?.facts,
      'Asked by': effect.requesterName,
      ...(isOpen ? { 'May approve': approver } : {}),
      ...(isOpen && effect.decideBy ? { 'Decide until': moment(effect.decideBy) } : {}),
    },
    ...(isOpen && effect.preview?.diff !== undefined ? { diff: effect.preview.diff } : {}),
    ...(isOpen && effect.preview?.pictures ? { pictures: effect.preview.pictures } : {}),
    links: [...(result?.links ?? []), ...(isOpen ? (effect.preview?.links ?? []) : []), { label: 'Details', url }],
    ...(actions.length > 0 ? { actions } : {}),
    footnote: `Run ${effect.runNumber}`,
  };
}
