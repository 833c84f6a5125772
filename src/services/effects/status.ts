import { type Approval, approversNeeded, type EffectState, escapeMarkdown, type Verdict } from '../../core/index.ts';
import { type Stop, stopWords } from '../stops/stops.ts';
import { approvalsOf, type Decision, type Effect, inDoubt } from './effect.ts';
import { isHalfUndone } from './verdicts.ts';

export interface Standing {
  effect: Effect;
  parts: readonly Effect[];
  decisions: readonly Decision[];
  /** A kill switch that is pulled. */
  stop?: Stop | undefined;
  /** Who has to approve it. */
  approval?: Approval;
}

export const moment = (date: Date): string => `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** Makes outside text safe where it will stand; as it is, where plain text is wanted. */
type Quote = (text: string) => string;
export const asPlainText: Quote = (text) => text;

/** Two persons may have to say the same. */
const isOfTheSame = (each: Decision, { verdict, hash, round }: Decision): boolean =>
  each.verdict === verdict && each.hash === hash && each.round === round;

function lastDecision(decisions: readonly Decision[], quote: Quote, ...verdicts: Verdict[]): string {
  const found = decisions.findLast(({ verdict }) => verdicts.includes(verdict));
  if (!found) return '';
  const reason = found.reason ? ` (“${quote(found.reason)}”)` : '';
  const both = decisions.filter((each) => isOfTheSame(each, found)).map(({ person }) => quote(person));
  return ` by ${both.join(' and ')}${reason}`;
}

/** What was made, once something of it was taken back. */
const undoneWords: Partial<Record<EffectState, string>> = {
  done: 'still there',
  undone: 'taken back',
  failed: 'perhaps taken back, nobody can tell',
};

function partLines({ effect, parts }: Standing): string {
  if (parts.length === 0) return '';
  const words = isHalfUndone(effect, parts) ? undoneWords : {};
  const line = ({ part, capability, state, output }: Effect): string =>
    `- ${part ?? capability}: ${(output && words[state]) ?? state}`;
  return `\n${parts.map(line).join('\n')}`;
}

/** Why it is there still, although somebody wanted to undo it. */
function keptWords({ effect, parts, decisions }: Standing, quote: Quote): string {
  if (!effect.kept) return '';
  const [by, why] = [lastDecision(decisions, quote, 'undo'), quote(effect.kept.message)];
  if (parts.length === 0 && effect.state === 'failed') return ` Nobody can tell whether it was undone${by}. ${why}`;
  if (isHalfUndone(effect, parts)) return ` Undone only in part${by}. ${why}`;
  return ` It could not be undone${by}, and nothing of it was changed. ${why}`;
}

const underStop: Partial<Record<EffectState, string>> = {
  awaiting: 'Nothing can be approved before it is lifted.',
  approved: 'When it is lifted, this has to be decided again.',
  sending: 'It is looked up, and nothing more of it is sent.',
  unknown: 'Before it is lifted, nothing is sent again.',
};

/** Why it does not go on. */
function heldWords({ effect, stop }: Standing, quote: Quote): string {
  return stop ? ` ${stopWords(stop, quote)} ${underStop[effect.state] ?? ''}`.trimEnd() : '';
}

/** Who has approved so far, and how many are still to come. */
function waitWords({ effect, decisions, approval = 'another' }: Standing, quote: Quote): string {
  const given = approvalsOf(effect, decisions).map(({ person }) => quote(person));
  if (given.length > 0)
    return `Approved by ${given.join(' and ')}. One more person has to approve before anything happens.`;
  return `Nothing happens before ${approversNeeded(approval) > 1 ? 'two persons approve' : 'somebody approves'}.`;
}

/** How an effect stands, in one or two sentences: in Markdown, or as plain text. */
export function statusOf(standing: Standing, quote: Quote = escapeMarkdown): string {
  const { effect, decisions } = standing;
  const why = effect.failure ? ` ${quote(effect.failure.message)}` : '';
  const kept = keptWords(standing, quote);
  const held = heldWords(standing, quote);
  switch (effect.state) {
    case 'awaiting':
      return `${waitWords(standing, quote)}${held}`;
    case 'approved':
      if (standing.stop && !effect.lookUpOnly)
        return `Approved${lastDecision(decisions, quote, 'approve', 'continue', 'resend')}, and not sent.${held}`;
      if (effect.sendFrom && effect.sendFrom > new Date())
        return `Approved${lastDecision(decisions, quote, 'approve')}. Goes out on ${moment(effect.sendFrom)}.`;
      return `Approved${lastDecision(decisions, quote, 'approve', 'continue', 'resend', 'found')}. Working on it …`;
    case 'sending':
      return `Approved${lastDecision(decisions, quote, 'approve', 'continue', 'resend', 'found')}. Working on it …${effect.failure?.code === inDoubt ? why : ''}${held}`;
    case 'undoing':
      return `Being undone${lastDecision(decisions, quote, 'undo')} …`;
    case 'done':
      return `Approved${lastDecision(decisions, quote, 'approve', 'continue', 'resend', 'found')} and done.${kept}`;
    case 'failed':
      return `${effect.failure || !kept ? `This failed.${why}` : ''}${kept}${partLines(standing)}`.trimStart();
    case 'unknown':
      return `Nobody can tell whether this happened.${why} Please look at the vendor and say what to do.${held}${partLines(standing)}`;
    case 'rejected':
      return `Rejected${lastDecision(decisions, quote, 'reject')}. Nothing was changed.`;
    case 'expired':
      if (decisions.some(({ verdict }) => verdict === 'approve'))
        return `Approved${lastDecision(decisions, quote, 'approve')}, but it could not be sent in its time. Nothing was changed; ask again if it is still wanted.`;
      return 'Nobody decided in time. Nothing was changed; ask again if it is still wanted.';
    case 'withdrawn':
      return `Withdrawn${lastDecision(decisions, quote, 'withdraw')}. Nothing was changed.`;
    case 'dropped':
      return `Left as it is${lastDecision(decisions, quote, 'drop')}.${partLines(standing)}`;
    case 'undone':
      return `Undone${lastDecision(decisions, quote, 'undo')}.`;
    case 'planned':
      return 'Waits for its turn.';
  }
}
