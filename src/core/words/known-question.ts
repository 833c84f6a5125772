import type { Agent, Registry } from '../agent.ts';
import type { Capability } from '../capability.ts';
import { notionIn } from '../router/wish.ts';
import { type Asked, askedAmong, isSmall } from './choose.ts';
import { politeness, wordsOf } from './word-forms.ts';

const maxLength = 200;
/** Words that begin so order nothing, whatever they stand in. */
const looking = /^(?:(show|list|see|display)|who|whose|what|which|where|when|how)\s/i;

/** What words without an agent's name ask for. */
export interface KnownQuestion extends Asked {
  agent: Agent;
  /** The words as they are said to it. */
  words: string;
}

/** `show me all` says nothing of what is to be shown. */
function saysWhat(words: string): boolean {
  const [, verb] = looking.exec(words) ?? [];
  return (
    verb === undefined ||
    wordsOf(words)
      .slice(1)
      .some((word) => !isSmall(word))
  );
}

/** A question may be answered by what keeps its answer here, as an assessment of risks does; nothing outside is changed by one. */
const answers = ({ effect }: Capability, isWish: boolean): boolean =>
  effect === 'read' || (effect === 'write' && !isWish);

/**
 * `who am I?`, `show the register`: a question, or a wish to see something, that is a capability's own words from the first to the
 * last. All whose words they are; nobody's name has to stand before those that only one knows.
 */
export function knownQuestions({ agents }: Registry, text: string): readonly KnownQuestion[] {
  const words = text
    .slice(0, maxLength + 1)
    .trim()
    .replace(/^(?:and|also)\s+/i, '')
    .replace(politeness, '')
    .replace(/^(what|who|where|how)['’]s\s/i, '$1 is ')
    .replace(/^(show|list) me\s/i, '$1 ')
    .replace(/[\s,]+please[\s.!?]*$/i, '');
  if (words.length > maxLength || !looking.test(words) || !saysWhat(words) || notionIn(words) !== undefined) return [];
  const isWish = looking.exec(words)?.[1] !== undefined;
  return agents.flatMap((agent) =>
    askedAmong(agent, words.replace(/[\s.?!]+$/, ''))
      .filter(({ capability, rest, said }) => answers(capability, isWish) && rest.trim() === '' && said >= 2)
      .map((asked) => ({ ...asked, agent, words })),
  );
}
