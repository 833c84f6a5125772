import type { Registry } from '../agent.ts';
import type { Capability } from '../capability.ts';
import { countOf } from '../words/word-forms.ts';
import { withoutLeadIn } from './lead-in.ts';
import { type Ranked, rank } from './rank.ts';
import { answersQuestions, isConditional, isNegated, isQuestion, isReported, notionIn, takesReports } from './wish.ts';

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
  write: { probability: 0.45, lead: 3.5 },
};
/** Few words say little, but where nothing else is near they say enough. */
const sureByLead: Threshold = { probability: 0.36, lead: 8 };
const sureToEnd: Threshold = { probability: 0.5, lead: 4 };
const ending = /\.(?:delete|remove|cancel)-/;
/** What somebody says to be done has more words; a few may mean anything. */
const fewWords = 2;

/** Whether words can be an order at all: not where they say what not to do, or ask something, and not where they are two. */
const canOrder = (capability: Capability, words: string): boolean =>
  capability.effect === 'read' ||
  (countOf(words) > fewWords &&
    !isNegated(words) &&
    (answersQuestions(capability) || !isQuestion(words)) &&
    (takesReports(capability) || !isReported(words)) &&
    !(ending.test(capability.name) && isConditional(words)));

const leads = ([first, second]: readonly Ranked[], { probability, lead }: Threshold): boolean =>
  first !== undefined && first.probability >= probability && first.probability >= lead * (second?.probability ?? 0);

/**
 * From here on nobody has to think about it. Of the requests that were held out, none that would be taken for something else comes
 * near it: the surest of them says 0.80, and five times as much as the next.
 */
const beyondDoubt: Threshold = { probability: 0.85, lead: 12 };

/** Whether words are as plain as words get: not only the likeliest, but hardly anything else could be meant. */
export function isBeyondDoubt(registry: Registry, text: string): boolean {
  return !isQuestion(text) && leads(rank(registry, withoutLeadIn(text)), beyondDoubt);
}

/** What words ask for, where that is sure enough. */
export function surest(registry: Registry, text: string): Ranked | undefined {
  const ranked = rank(registry, withoutLeadIn(text));
  const [first] = ranked;
  if (!first || notionIn(text) !== undefined || !canOrder(first.capability, text)) return undefined;
  const { name, effect } = first.capability;
  const isSure = ending.test(name)
    ? leads(ranked, sureToEnd)
    : leads(ranked, sure[effect]) || leads(ranked, sureByLead);
  return isSure ? first : undefined;
}
