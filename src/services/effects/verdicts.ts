import { type Capability, isComposite, type Registry, type Verdict } from '../../core/index.ts';
import type { Effect } from './effect.ts';

/** What is at the vendor because of this effect. */
const existing = (effect: Effect, parts: readonly Effect[]): readonly Effect[] =>
  (parts.length > 0 ? parts : [effect]).filter(({ output, state }) => output && state !== 'undone');

function canUndo(registry: Registry, effect: Effect, parts: readonly Effect[]): boolean {
  const made = existing(effect, parts);
  return made.length > 0 && made.every((each) => hasUndo(registry.find(each.capability)));
}
const hasUndo = (capability: Capability | undefined): boolean =>
  capability?.effect === 'external' && !isComposite(capability) && capability.undo !== undefined;

/** The names of all that can be taken back, those that are only parts of others included. */
export const undoableOf = ({ agents }: Registry): string[] =>
  agents.flatMap(({ capabilities }) => capabilities.filter(hasUndo).map(({ name }) => name));

/** A part was taken back, or nobody can tell; without parts, what failed and is there can only be that. */
export const isHalfUndone = (effect: Effect, parts: readonly Effect[]): boolean =>
  existing(effect, parts).some(({ state }) => state === 'failed') || parts.some(({ state }) => state === 'undone');

/** What was partly taken back is not made again: what was approved is no longer what would come of it. */
const halfDoneVerdicts = (registry: Registry, effect: Effect, parts: readonly Effect[]): Verdict[] => [
  ...(isHalfUndone(effect, parts) ? [] : (['continue'] as const)),
  ...(canUndo(registry, effect, parts) ? (['undo'] as const) : []),
  'drop',
];

/** What a person may say about an effect as it stands. */
export function possibleVerdicts(registry: Registry, effect: Effect, parts: readonly Effect[]): readonly Verdict[] {
  switch (effect.state) {
    case 'awaiting':
      return ['approve', 'reject', 'withdraw'];
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
