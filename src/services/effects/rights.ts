import {
  AppError,
  type Approval,
  type Capability,
  decidePermission,
  isPermitted,
  type Principal,
  type Verdict,
} from '../../core/index.ts';
import { approvalsOf, type Decision, type Effect } from './effect.ts';

/** Who asked may always say that it shall not be, whatever their role. */
const takingBack: readonly Verdict[] = ['reject', 'withdraw'];

export interface Right {
  principal: Principal;
  capability: Capability | undefined;
  /** Who has to approve it in this organisation. */
  approval: Approval;
  effect: Effect;
  verdict: Verdict;
}

/** Makes nothing at the vendor: what it leads to needs no second pair of eyes. */
const makingNothing: readonly Verdict[] = ['undo', 'drop'];

/**
 * Throws why this person may not say this about this effect. Role and membership hold for all that is said about what was sent,
 * also for taking it back. That somebody else has to decide is about what goes out: who asked for a post takes it back alone.
 */
export function checkRight({ principal, capability, approval, effect, verdict }: Right): void {
  if (capability?.effect !== 'external')
    throw new AppError('capability.unknown', 'This capability is no longer there.');
  const isOwn = principal.person === effect.requester;
  if (isOwn && principal.scopes === undefined && takingBack.includes(verdict)) return;
  if (verdict === 'withdraw' && effect.state === 'awaiting') {
    throw new AppError(
      'permission.denied',
      'Only who asked withdraws a request. You can reject it, if you may decide it.',
    );
  }
  if (!isPermitted(principal, decidePermission) || !isPermitted(principal, capability.permission)) {
    throw new AppError(
      'permission.denied',
      'Your role does not let you decide this. Ask a developer, a manager or an admin.',
    );
  }
  const project = effect.input.project;
  if (typeof project === 'string' && !principal.projects.includes(project)) {
    throw new AppError('permission.denied', `You are not a member of ${project}, so you cannot decide this.`);
  }
  if (approval !== 'requester' && isOwn && !makingNothing.includes(verdict)) {
    throw new AppError('permission.denied', 'Somebody else has to decide this: you asked for it yourself.');
  }
}

/** Each person decides once about what is shown. */
export function checkNotApproved(
  { person }: Principal,
  effect: Effect,
  decisions: readonly Decision[],
  verdict: Verdict,
): void {
  if (effect.state !== 'awaiting' || verdict === 'withdraw') return;
  if (!approvalsOf(effect, decisions).some(({ personId }) => personId === person)) return;
  throw new AppError(
    'effect.not-open',
    'You have approved this already: one more person has to. Somebody else can also reject it, and who asked can withdraw it.',
  );
}
