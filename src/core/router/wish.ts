import type { Capability } from '../capability.ts';
import { withoutLeadIn } from './lead-in.ts';

const negation =
  /^(?:please\s+)?(?:do not|don['’]?t|dont|never|no need to|not)\s+(?!(?:wait|forget|worry|let me forget)\b)|\b(?:do not|don['’]?t|dont|wouldn['’]?t|would not) (?:want|like|wish)(?: you| us| anybody| anyone| it| this)? to\b|\b(?:nobody|no one|you|we) (?:must|should|may|can)(?: not|n['’]?t) (?:ever )?/i;

/** Something is not to be done: the words of what it is say the opposite of what is meant. */
export const isNegated = (text: string): boolean => negation.test(withoutLeadIn(text));

const asking =
  /^(?:is|are|was|were|am|do(?! not)|does|did|has|have (?:you|we|i|they)|should|shall|may|might|what|which|who|whose|when|where|why|how)\b/i;
const polite = /\b(?:can|could|would|will|please) (?:you|u|we|i)\b|\b(?:will|would|can|could) you\b/i;

/** Something is to be told, and nothing to be done. “Could you …?” is an order. */
export function isQuestion(text: string): boolean {
  const words = text.trim();
  const bare = withoutLeadIn(words);
  return asking.test(bare) || (/\?\s*$/.test(words) && bare === words && !polite.test(words));
}

const share = 0.12;
const known = new WeakMap<Capability, boolean>();

/** Whether people ask for it by questions: what only looks, and what answers them though it keeps something. */
export function answersQuestions(capability: Capability): boolean {
  if (capability.effect === 'read') return true;
  const { utterances = [] } = capability;
  const found = known.get(capability) ?? utterances.filter(isQuestion).length > share * utterances.length;
  known.set(capability, found);
  return found;
}
