import {
  agentIn,
  type Capability,
  callsOf,
  countOf,
  type Earlier,
  isNegated,
  isQuestion,
  missingFields,
  type Principal,
  type ReadCall,
  type Registry,
  readFollowUp,
  readSurely,
  unlessRefused,
} from '../../core/index.ts';
import { isOurThread, type Services } from '../../services/index.ts';
import { answerQuestion } from './answer-question.ts';
import { carryOut } from './carry-out.ts';
import { recall } from './recall.ts';
import { sayingOf } from './respond.ts';
import type { Say } from './say.ts';
import { type Answer, askerOf, type Utterance } from './utterance.ts';

/** A request that is said in passing is short. */
const longest = 300;

/** `Ben, can you …`, `…, Ben?`: said to somebody else. */
const toSomebody =
  /^\p{Lu}\p{Ll}+(?:[,:]|\s(?:can|could|would|will|do|did|are|have)\syou\b)|,\s{0,5}\p{Lu}\p{Ll}+\s{0,5}[?.!]*$/u;
const ownName = /^\s*@?adjutant\s*[,:]\s*/i;

/** `what do you think?`: no answer to anything. */
const isAsked = (text: string): boolean => /\?\s*$/.test(text) && isQuestion(text.replace(/[?\s]+$/, ''));

/** What takes something away is said to us by name. */
const isEnding = ({ name }: Capability): boolean => /\.(?:delete|remove|cancel)-/.test(name);

/** `risk show-register`: an agent and its work, both by their names. */
function namedIn(registry: Registry, text: string): Capability | undefined {
  const agent = agentIn(registry.agents, text, false);
  const verbNoun = agent?.rest.trim().split(/\s/)[0]?.toLowerCase() ?? '';
  return agent && registry.find(`${agent.agent.name}.${verbNoun}`);
}

/** `the merge request is open`, `we should …`: tells others something. */
const telling =
  /^(?:the|we|he|she|they|it|that|this|these|those|there|our|my|i(?!['’]d like| would like| want| need))\b/i;

/** `post it` is said to anybody; `show it` hardly is. */
const isShort = (text: string): boolean => countOf(text) <= 2 && !/^(?:show|list)\b/i.test(text);

/** What a thread is gone on with, where nothing is left to ask and no word is left over. */
function followUp(registry: Registry, text: string, earlier: readonly Earlier[]): readonly ReadCall[] | undefined {
  const steps = isShort(text) ? undefined : readFollowUp(registry, text, earlier);
  if (!steps?.every(({ command }) => command.rest.trim() === '')) return undefined;
  const calls = unlessRefused(() => callsOf(steps, earlier));
  const isWhole = ({ capability, raw }: ReadCall): boolean =>
    missingFields(capability, raw).every(({ name }) => name === 'project');
  return calls?.every(isWhole) ? calls : undefined;
}

/** The command that words among people are beyond doubt: all of it is said, and nothing is taken away by it. */
function plainly(registry: Registry, text: string, { earlier = [] }: Utterance, principal: Principal) {
  if (text.length > longest || toSomebody.test(text)) return undefined;
  const named = namedIn(registry, text);
  if (named) return isEnding(named) ? undefined : text;
  if (telling.test(text) || isNegated(text)) return undefined;
  const { projects } = principal;
  const calls = followUp(registry, text, earlier) ?? readSurely(registry, text, { projects, earlier });
  return calls?.every(({ capability }) => !isEnding(capability)) ? text : undefined;
}

function answerTo(services: Services, text: string, utterance: Utterance): Promise<Answer | undefined> {
  const { question } = utterance;
  const isOpen = question !== undefined && question.asked.state === 'open' && !question.asked.isLapsed;
  const isAgain = question?.asked.event === utterance.externalId;
  return isAgain || (isOpen && !isAsked(text)) ? answerQuestion(services, text, utterance) : Promise.resolve(undefined);
}

/**
 * Answers what was said in a thread to nobody by name, where it is meant for us: the answer to an open question of who speaks, or, in
 * a thread that is ours, words that are a request beyond doubt. People who talk with one another hear nothing.
 */
export async function overhear(
  services: Services,
  said: string,
  { isOwnRoot, ...heard }: Utterance & { isOwnRoot: boolean },
): Promise<Say | undefined> {
  const text = said.replace(ownName, '');
  const { utterance, principal, isOurs } = await services.intake.serve(askerOf(heard), async (session) => ({
    utterance: await recall(services, session, text, heard),
    principal: session.principal,
    isOurs:
      isOwnRoot || (await isOurThread(session.tx, { root: undefined, channel: undefined, ...heard.thread, ...heard })),
  }));
  const answered = await answerTo(services, text, utterance);
  const command = answered || !isOurs ? undefined : plainly(services.registry, text, utterance, principal);
  const answer = answered ?? (command === undefined ? undefined : await carryOut(services, command, utterance));
  return answer && sayingOf(answer, utterance);
}
