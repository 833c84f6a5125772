import type { Agent, Registry } from './agent.ts';
import { ambiguous, notUnderstood } from './ask-back.ts';
import type { Capability } from './capability.ts';
import { AppError } from './errors.ts';
import { type Command, readCommand } from './grammar.ts';
import { segmentsOf } from './segments.ts';
import type { CallCommand, Step } from './step-calls.ts';
import { isPronoun, meantBy } from './then.ts';
import { agentIn } from './words.ts';

const maxSteps = 5;
/** Each is looked for among all agents; a plan has fewer tasks. */
const maxThens = 200;
const maxFigure = 30;
const joint = /^\s*(?:and\s+)?(then|also|and)?\b[\s,:]*/i;

/** A request in words takes all the words, semicolons too, and reads them by itself. */
const isDirect = (command: Command): command is CallCommand =>
  command.kind === 'call' && command.capability.effect !== 'ask';

interface Part {
  /** What its first words ask for. */
  capability: Capability | undefined;
  words: string;
  isThen: boolean;
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
  const part = partOf(registry, { words, isThen });
  return part.capability ? part : undefined;
}

/** Agents that were asked for so much, the latest first. */
const agentsOf = ({ agents }: Registry, asked: readonly Capability[]): Agent[] => [
  ...new Set(asked.toReversed().flatMap((each) => agents.find(({ name }) => each.name.startsWith(`${name}.`)) ?? [])),
];

/** What “then” begins without an agent's name; nothing when it is more of the words before. Throws when it is neither. */
function following(registry: Registry, { said }: Segment, parts: readonly Part[]): Part | undefined {
  const earlier = parts.flatMap(({ capability }) => capability ?? []);
  const last = earlier.at(-1);
  const own = agentsOf(registry, earlier);
  const [only, ...others] = meantBy(registry, said, own);
  const isMore = last?.continues?.isMore(said) ?? false;
  // A task may be called as another agent's work is; only the agents that were spoken to are meant sooner.
  if (isMore && !(only && own.includes(only.agent))) return undefined;
  if (only && others.length > 0) throw ambiguous(said, [only, ...others]);
  if (!only) throw notUnderstood(registry, said, earlier);
  return partOf(registry, { words: `${only.agent.name} ${only.words}`, isThen: true });
}

function partsOf(registry: Registry, text: string): Part[] {
  const [first = '', ...others] = segmentsOf(text);
  const parts = [partOf(registry, { words: first, isThen: false })];
  // Where nothing is asked for, nothing can follow: all of it is read as one.
  if (parts[0]?.capability === undefined) return parts;
  let thens = 0;
  for (const text of others) {
    const segment = segmentIn(text);
    thens += segment.isThen ? 1 : 0;
    if (thens > maxThens || parts.length > maxThens) throw tooMany(`more than ${maxThens}`);
    const last = parts.at(-1) as Part;
    const begun =
      spokenTo(registry, segment, last.capability) ??
      (segment.isThen ? following(registry, segment, parts) : undefined);
    if (begun) parts.push(begun);
    else last.words += `;${text}`;
  }
  return parts;
}

/**
 * Several agents in one request: `plan …; then its risks; post …`. Undefined when it is just one request.
 *
 * What stands between two semicolons is a request of its own when it begins with an agent: beside those before it, or behind them
 * with “then”. Anything else without “then” is more of the words before it, as the tasks of a plan are: `plan Design 3d; Build 5d`.
 *
 * Behind “; then” stands, in this order:
 * 1. an agent, perhaps with “its” or “the” before it: `then its risks`, `then post about it`;
 * 2. what an agent of the parts before calls its own work: `then create its issues`, `then show it`;
 * 3. more of the words before, where their capability says so: `then test 2d` is a task, as it says how long it takes;
 * 4. what one other agent, and no more than one, calls its own work in two words or more: `then show its register`.
 *
 * Whatever else stands there is asked back, and nothing is begun. What begins with “then” takes over the project, the plan and the
 * merge request of the answers before it.
 */
export function readSeveral(registry: Registry, text: string): readonly Step[] | undefined {
  const parts = partsOf(registry, text);
  const steps = parts.flatMap(({ words, isThen }) => {
    const command = readCommand(registry, words);
    return isDirect(command) ? [{ command, isThen }] : [];
  });
  if (parts.length === 1 || steps.length < parts.length) return undefined;
  if (steps.length <= maxSteps) return steps;
  throw tooMany(`${steps.length}`);
}

const tooMany = (count: string): AppError =>
  new AppError(
    'input.too-large',
    `These are ${count} requests; at most ${maxSteps} are taken at once. Send the others after them.`,
  );
