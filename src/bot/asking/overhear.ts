import {
  agentIn,
  type Capability,
  callsOf,
  type Earlier,
  isNegated,
  missingFields,
  type Principal,
  type ReadCall,
  type Registry,
  readFollowUp,
  readSeveral,
  readSurely,
  unlessRefused,
} from '../../core/index.ts';
import { isOurThread, type Services } from '../../services/index.ts';
import { answerQuestion, isAnswerAlone } from './answer-question.ts';
import { carryOut } from './carry-out.ts';
import { recall } from './recall.ts';
import { sayingOf } from './respond.ts';
import type { Say } from './say.ts';
import { askerOf, type Utterance } from './utterance.ts';

/** A request that is said in passing is short. */
const longest = 300;

const ownName = /^\s*@?adjutant(?:\s*[,:]\s*|\s+)/i;

/** `@devs`, a name behind a comma at the end: said to them. */
const toSomebody = /(?<![\p{L}\p{N}_.+-])@[\p{L}\p{N}]|,\s{0,5}\p{Lu}\p{Ll}+\s{0,5}[?.!]*$/u;

/** `Ben, show …`, `could you …`, `can somebody …`: may be meant for anybody. */
const toAnybody =
  /[,:;](?=\s|$)(?!\s{1,5}(?:please|bitte)(?![\p{L}\p{N}]))|(?<![\p{L}\p{N}])(?:your?|somebody|someone|anybody|anyone|everybody|everyone|jemand|kannst|könnt|du|ihr)(?![\p{L}\p{N}])/iu;

/** What asks to see something begins so, with nobody's name before it. */
const looking =
  /^\s*(?:(?:and|then|now|please|und|dann|bitte)\s+){0,3}(?:show|list|display|find|search|count|what|which|who|how|where|when|zeige?|liste|welche[nrs]?|was|wer|wie|wo|wann)(?![\p{L}\p{N}])/iu;

/** What takes something away is said to us by name. */
const isEnding = ({ name }: Capability): boolean => /\.(?:delete|remove|cancel)-/.test(name);

/** `risk show-register`: an agent and its work, both by their names. */
function namedIn(registry: Registry, text: string): Capability | undefined {
  const agent = agentIn(registry.agents, text, false);
  const verbNoun = agent?.rest.trim().split(/\s/)[0]?.toLowerCase() ?? '';
  return agent && registry.find(`${agent.agent.name}.${verbNoun}`);
}

/** What a thread is gone on with, where nothing is left to ask and no word is left over. */
function followUp(registry: Registry, text: string, earlier: readonly Earlier[]): readonly ReadCall[] | undefined {
  const steps = readFollowUp(registry, text, earlier);
  if (!steps?.every(({ command }) => command.rest.trim() === '')) return undefined;
  const calls = unlessRefused(() => callsOf(steps, earlier));
  const isWhole = ({ capability, raw }: ReadCall): boolean =>
    missingFields(capability, raw).every(({ name }) => name === 'project');
  return calls?.every(isWhole) ? calls : undefined;
}

/** `risk show-register; then …`: in which nothing is taken away, behind the first command neither. */
function isCommand(registry: Registry, text: string): boolean {
  const named = namedIn(registry, text);
  const all = [
    named,
    ...(unlessRefused(() => readSeveral(registry, text)) ?? []).map(({ command }) => command.capability),
  ];
  return named !== undefined && all.every((each) => each === undefined || !isEnding(each));
}

/** Whether words among people ask to see something beyond doubt: all of it is understood, and nothing is changed by it. */
function isWish(registry: Registry, text: string, { earlier = [] }: Utterance, { projects }: Principal): boolean {
  if (!looking.test(text) || toAnybody.test(text) || isNegated(text)) return false;
  // “What are its risks?” looks for them, and keeps what it finds.
  const followed = followUp(registry, text, earlier);
  if (followed) return followed.every(({ capability }) => capability.effect !== 'external' && !isEnding(capability));
  const calls = readSurely(registry, text, { projects, earlier });
  return calls?.every(({ capability }) => capability.effect === 'read') ?? false;
}

/** Whether words are meant for us, though they do not say so. */
function isForUs(registry: Registry, text: string, utterance: Utterance, principal: Principal): boolean {
  if (text.length > longest || toSomebody.test(text)) return false;
  return isCommand(registry, text) || isWish(registry, text, utterance, principal);
}

/**
 * Answers what was said in a thread to nobody by name, where it is meant for us: what can only be the answer to an open question of
 * who speaks, or, in a thread that is ours, a command by its name, or a wish to see something beyond doubt. People who talk with one another hear nothing.
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
  const answer = isAnswerAlone(services, text, utterance)
    ? await answerQuestion(services, text, utterance)
    : await (isOurs && isForUs(services.registry, text, utterance, principal)
        ? carryOut(services, text, utterance)
        : undefined);
  return answer && sayingOf(answer, utterance);
}
