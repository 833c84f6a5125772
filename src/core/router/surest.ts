import type { Registry } from '../agent.ts';
import type { Capability } from '../capability.ts';
import { countOf } from '../words/word-forms.ts';
import { withoutLeadIn } from './lead-in.ts';
import { type Ranked, rank } from './rank.ts';
import { answersQuestions, isNegated, isQuestion } from './wish.ts';

interface Threshold {
  /** How probable it has to be at least. */
  probability: number;
  /** How much more probable than whatever comes next. */
  lead: number;
}

/**
 * From where on words are sure enough. A card asks before anything outside is changed, and a question changes nothing; what changes
 * our own at once has to be said more plainly, and what ends something most of all.
 */
const sure: Readonly<Record<Capability['effect'], Threshold>> = {
  read: { probability: 0.35, lead: 2 },
  external: { probability: 0.35, lead: 2 },
  ask: { probability: 0.35, lead: 2 },
  write: { probability: 0.45, lead: 2.5 },
};
const sureToEnd: Threshold = { probability: 0.5, lead: 4 };
const ending = /\.(?:delete|remove|cancel)-/;
/** What somebody says to be done has more words; a few may mean anything. */
const fewWords = 2;

/** Whether words can be an order at all: not where they say what not to do, or ask something, and not where they are two. */
const canOrder = (capability: Capability, words: string): boolean =>
  capability.effect === 'read' ||
  (countOf(words) > fewWords && !isNegated(words) && (answersQuestions(capability) || !isQuestion(words)));

/** What words ask for, where that is sure enough. */
export function surest(registry: Registry, text: string): Ranked | undefined {
  const [first, second] = rank(registry, withoutLeadIn(text));
  if (!first || !canOrder(first.capability, text)) return undefined;
  const { capability, probability } = first;
  const threshold = ending.test(capability.name) ? sureToEnd : sure[capability.effect];
  const isFirst = probability >= threshold.lead * (second?.probability ?? 0);
  return isFirst && probability >= threshold.probability ? first : undefined;
}
