import type { Agent, Registry } from '../agent.ts';
import type { Capability } from '../capability.ts';
import { AppError } from '../errors.ts';
import { ambiguous, notUnderstood } from './ask-back.ts';
import { readCommand } from './grammar.ts';
import { dividedAtJoints } from './joints.ts';
import { knownQuestions } from './known-question.ts';
import { agentIn } from './read-input.ts';
import { areMore, readWhole } from './read-whole.ts';
import { segmentsOf } from './segments.ts';
import { isDirect } from './step-calls.ts';
import { isPronoun, meantBy } from './then.ts';

export const maxSteps = 5;
/** Each is looked for among all agents; a plan has fewer tasks. */
const maxThens = 200;
const maxSegments = 400;
const maxFigure = 30;
const joint = /^\s*(?:and\s+)?(then|also|and)?\b[\s,:]*/i;
const talking = /^(?:undo|revert|help|cancel|stop)[\s.!?]*$/i;

/** One of several requests in a text, as words that are a request by themselves. */
export interface Part {
  /** What its first words ask for. */
  capability: Capability | undefined;
  words: string;
  /** The words as they were typed, where these are others. */
  said?: string;
  isThen: boolean;
  /** Whether words behind it are more of it; unknown before there are some. */
  takesMore?: boolean;
}

/** A part of a request as it was typed, without the word that joins it to those before. */
interface Segment {
  said: string;
  isJoined: boolean;
  isThen: boolean;
}

function segmentIn(text: string): Segment {
  const found = joint.exec(text);
  const word = found?.[1]?.toLowerCase();
  return { said: text.slice(found?.[0].length ?? 0), isJoined: word !== undefined, isThen: word === 'then' };
}

function partOf(registry: Registry, part: Omit<Part, 'capability'>): Part {
  const command = readCommand(registry, part.words);
  return { ...part, capability: isDirect(command) ? command.capability : undefined };
}

/** `Post: 2d` and `post 2d` are a task of that name. */
const isFigure = (rest: string): boolean =>
  rest.trim().length <= maxFigure && /^:?\s*\d[\d./,–-]*\s*\p{L}*\.?$/u.test(rest.trim());

/** A segment that begins with an agent, as a request of its own. */
function spokenTo(
  registry: Registry,
  { said, isJoined, isThen }: Segment,
  last: Capability | undefined,
): Part | undefined {
  const named = agentIn(registry.agents, said, isJoined);
  if (!named || (isFigure(named.rest) && last?.continues?.isMore(said))) return undefined;
  // `then its risks` says no more than the agent: it does what it does with free words, without any.
  const rest = isThen && isPronoun(named.rest) ? '' : named.rest.trim();
  const words = `${named.agent.name} ${rest || (named.agent.takesWords ?? '')}`;
  const part = partOf(registry, { words, isThen, said });
  return part.capability ? part : undefined;
}

/** A question without an agent's name, whose words are those of one capability and of no other. */
function askedOf(registry: Registry, { said, isThen }: Segment): Part | undefined {
  const [only, ...others] = knownQuestions(registry, said);
  return only && others.length === 0
    ? partOf(registry, { words: `${only.agent.name} ${only.words}`, isThen, said })
    : undefined;
}

/** Agents that were asked for so much, the latest first. */
const agentsOf = ({ agents }: Registry, asked: readonly Capability[]): Agent[] => [
  ...new Set(asked.toReversed().flatMap((each) => agents.find(({ name }) => each.name.startsWith(`${name}.`)) ?? [])),
];

/** What “then” begins without an agent's name; nothing when it is more of the words before. Throws when it is neither. */
function following(registry: Registry, segment: Segment, parts: readonly Part[]): Part | undefined {
  const { said } = segment;
  const earlier = parts.flatMap(({ capability }) => capability ?? []);
  const last = earlier.at(-1);
  const own = agentsOf(registry, earlier);
  const [only, ...others] = meantBy(registry, said, own);
  const isMore = last?.continues?.isMore(said) ?? false;
  // A task may be called as another agent's work is; only the agents that were spoken to are meant sooner.
  if (isMore && !(only && own.includes(only.agent))) return undefined;
  if (only && others.length > 0) throw ambiguous(said, [only, ...others]);
  if (only) return partOf(registry, { words: `${only.agent.name} ${only.words}`, isThen: true, said });
  const question = askedOf(registry, segment);
  if (question) return question;
  throw notUnderstood(registry, { said, joint: 'then', before: parts });
}

/**
 * Whether words behind a part are more of it: what is asked for stays the same, and it makes something of them. `plan show plan 1`
 * makes nothing of “make me coffee”, `risk the vendor may fail` does. Looked at once for each part.
 */
function takesMore(registry: Registry, { words, capability }: Part, text: string): boolean {
  if (capability?.continues) return true;
  const alone = readWhole(registry, words);
  return areMore(registry, { capability, input: alone?.input }, `${words};${text}`);
}

function addTo(registry: Registry, parts: Part[], { said }: Segment, text: string): void {
  const last = parts.at(-1) as Part;
  const isEmpty = said.trim() === '';
  last.takesMore ??= takesMore(registry, last, text);
  if (!isEmpty && (!last.takesMore || talking.test(said))) {
    throw notUnderstood(registry, { said, joint: ';', before: parts });
  }
  if (last.takesMore) last.words += `;${text}`;
}

/** A first part that is no call by itself: an agent's name alone, as behind a semicolon. Throws when it is help, or undoes something. */
function firstOf(registry: Registry, first: string): Part | undefined {
  const { kind } = readCommand(registry, first);
  if (first.trim() === '' || kind === 'call' || kind === 'unclear') return undefined;
  const begun = spokenTo(registry, { said: first, isJoined: false, isThen: false }, undefined);
  if (begun) return begun;
  throw notUnderstood(registry, { said: first, joint: undefined, before: [] });
}

/** The requests in a text, in their order. Throws what is none, and is no more of the one before. */
export function partsOf(registry: Registry, text: string): Part[] {
  const segments = segmentsOf(text);
  // So many semicolons are no requests in words; each would be looked at among all agents.
  const isList = segments.length > maxSegments;
  const [first = '', ...others] = isList ? segments : segments.flatMap((each) => dividedAtJoints(registry, each));
  const parts = [partOf(registry, { words: first, isThen: false })];
  if (parts[0]?.capability === undefined && others.some((each) => each.trim() !== '')) {
    const begun = firstOf(registry, first);
    if (begun) parts[0] = begun;
  }
  // Where nothing is asked for, nothing can follow: all of it is read as one.
  if (parts[0]?.capability === undefined) return parts;
  if (isList) throw tooMany(`more than ${maxSegments}`);
  let thens = 0;
  for (const text of others) {
    const segment = segmentIn(text);
    thens += segment.isThen ? 1 : 0;
    if (thens > maxThens || parts.length > maxThens) throw tooMany(`more than ${maxThens}`);
    const begun =
      spokenTo(registry, segment, parts.at(-1)?.capability) ??
      (segment.isThen ? following(registry, segment, parts) : askedOf(registry, segment));
    if (begun) parts.push(begun);
    else addTo(registry, parts, segment, text);
  }
  return parts;
}

export const tooMany = (count: string): AppError =>
  new AppError(
    'input.too-large',
    `These are ${count} requests; at most ${maxSteps} are taken at once. Send the others after them.`,
  );
