import {
  type Capability,
  type DecideAction,
  type EffectState,
  escapeMarkdown,
  isComposite,
  type Registry,
  type Reply,
  type Tone,
  type Verdict,
} from '../../core/index.ts';
import type { Decision, Effect } from './effect.ts';

export interface CardFacts {
  effect: Effect;
  parts: readonly Effect[];
  decisions: readonly Decision[];
  /** The console's page for this effect. */
  url: string;
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

/** What is at the vendor because of this effect. */
const existing = (effect: Effect, parts: readonly Effect[]): readonly Effect[] =>
  (parts.length > 0 ? parts : [effect]).filter(({ output, state }) => output && state !== 'undone');

function canUndo(registry: Registry, effect: Effect, parts: readonly Effect[]): boolean {
  const made = existing(effect, parts);
  return made.length > 0 && made.every((each) => hasUndo(registry.find(each.capability)));
}
const hasUndo = (capability: Capability | undefined): boolean =>
  capability?.effect === 'external' && !isComposite(capability) && capability.undo !== undefined;

/** What was partly taken back is not made again: what was approved is no longer what would come of it. */
const halfDoneVerdicts = (registry: Registry, effect: Effect, parts: readonly Effect[]): Verdict[] => [
  ...(parts.some(({ state }) => state === 'undone') ? [] : (['continue'] as const)),
  ...(canUndo(registry, effect, parts) ? (['undo'] as const) : []),
  'drop',
];

/** What a person may say about an effect as it stands. */
export function possibleVerdicts(registry: Registry, effect: Effect, parts: readonly Effect[]): readonly Verdict[] {
  switch (effect.state) {
    case 'awaiting':
      return ['approve', 'reject'];
    case 'approved':
      return effect.sendFrom && effect.sendFrom > new Date() ? ['withdraw'] : [];
    case 'unknown':
      return ['found', 'resend', 'drop'];
    case 'failed':
      return existing(effect, parts).length > 0 ? halfDoneVerdicts(registry, effect, parts) : [];
    case 'done':
      return canUndo(registry, effect, parts) ? ['undo'] : [];
    default:
      return [];
  }
}

const actionOf = (effect: Effect, verdict: Verdict): DecideAction => ({
  verdict,
  label: labels[verdict],
  effect: effect.id,
  hash: effect.hash,
  ...(styles[verdict] ? { style: styles[verdict] } : {}),
  ...(verdict === 'reject' ? { asksReason: true } : {}),
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

/** Makes outside text safe where it will stand; as it is, where plain text is wanted. */
type Quote = (text: string) => string;
export const asPlainText: Quote = (text) => text;

function lastDecision(decisions: readonly Decision[], quote: Quote, ...verdicts: Verdict[]): string {
  const found = decisions.findLast(({ verdict }) => verdicts.includes(verdict));
  if (!found) return '';
  const reason = found.reason ? ` (“${quote(found.reason)}”)` : '';
  return ` by ${quote(found.person)}${reason}`;
}

const partLine = (part: Effect): string => `- ${part.part ?? part.capability}: ${part.state}`;
const partLines = (parts: readonly Effect[]): string => (parts.length > 0 ? `\n${parts.map(partLine).join('\n')}` : '');

/** How an effect stands, in one or two sentences: in Markdown, or as plain text. */
export function statusOf(
  { effect, parts, decisions }: Pick<CardFacts, 'effect' | 'parts' | 'decisions'>,
  quote: Quote = escapeMarkdown,
): string {
  const why = effect.failure ? ` ${quote(effect.failure.message)}` : '';
  switch (effect.state) {
    case 'awaiting':
      return 'Nothing happens before somebody approves.';
    case 'approved':
      if (effect.sendFrom && effect.sendFrom > new Date())
        return `Approved${lastDecision(decisions, quote, 'approve')}. Goes out on ${moment(effect.sendFrom)}.`;
      return `Approved${lastDecision(decisions, quote, 'approve', 'continue', 'resend', 'found')}. Working on it …`;
    case 'sending':
      return `Approved${lastDecision(decisions, quote, 'approve', 'continue', 'resend', 'found')}. Working on it …`;
    case 'undoing':
      return `Being undone${lastDecision(decisions, quote, 'undo')} …`;
    case 'done':
      return `Approved${lastDecision(decisions, quote, 'approve', 'continue', 'resend', 'found')} and done.`;
    case 'failed':
      return `This failed.${why}${partLines(parts)}`;
    case 'unknown':
      return `Nobody can tell whether this happened.${why} Please look at the vendor and say what to do.${partLines(parts)}`;
    case 'rejected':
      return `Rejected${lastDecision(decisions, quote, 'reject')}. Nothing was changed.`;
    case 'expired':
      if (decisions.some(({ verdict }) => verdict === 'approve'))
        return `Approved${lastDecision(decisions, quote, 'approve')}, but it could not be sent in its time. Nothing was changed; ask again if it is still wanted.`;
      return 'Nobody decided in time. Nothing was changed; ask again if it is still wanted.';
    case 'withdrawn':
      return `Withdrawn${lastDecision(decisions, quote, 'withdraw')}. Nothing was changed.`;
    case 'dropped':
      return `Left as it is${lastDecision(decisions, quote, 'drop')}.${partLines(parts)}`;
    case 'undone':
      return `Undone${lastDecision(decisions, quote, 'undo')}.`;
    case 'planned':
      return 'Waits for its turn.';
  }
}

const moment = (date: Date): string => `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** The approval card, and what takes its place after the decision. Made by code from the input and its preview. */
export function cardOf(registry: Registry, card: CardFacts): Reply {
  const { effect, parts, url } = card;
  const capability = registry.find(effect.capability);
  const isOpen = effect.state === 'awaiting';
  const result = effect.output && capability && effect.state === 'done' ? capability.present(effect.output) : undefined;
  const approver =
    capability?.effect === 'external' && capability.approval === 'another'
      ? 'somebody who did not ask'
      : 'who asked, or a colleague';
  const actions = possibleVerdicts(registry, effect, parts).map((verdict) => actionOf(effect, verdict));
  const doneBefore = card.doneBefore
    ? [`The same was [done before](${card.doneBefore.url}), on ${moment(card.doneBefore.at)}.`]
    : [];
  // A door may cut what is long: how it stands comes before the particulars, which are only there to decide.
  const [question = '', ...particulars] = (effect.preview?.markdown ?? '').split('\n\n');
  return {
    tone: tones[effect.state],
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
