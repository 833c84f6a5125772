import type { Registry } from '../agent.ts';
import type { ReadCall } from '../capability.ts';
import { AppError } from '../errors.ts';
import { missingFields } from '../form.ts';
import { asCommand, type Speaker, understandSurely } from '../router/understand.ts';
import { type Command, readCommand } from './grammar.ts';
import { readInput, unreadWords } from './read-input.ts';
import { readSeveral } from './several.ts';
import { callsOf, type Earlier, remembered } from './step-calls.ts';
import { cannot, endingsOf } from './taking-away.ts';
import { unlessRefused } from './unless-refused.ts';

const namedAtMost = 3;

const refuse = (message: string): AppError => new AppError('input.invalid', message, { fields: { request: message } });

/** What was made is taken back by a person, on its card; what else can be ended has a name. */
function notByWords({ agent, verb }: Extract<Command, { kind: 'undo' }>): AppError {
  const endings = agent ? endingsOf(agent).map(({ name }) => name) : [];
  const what = agent ? cannot(agent, verb) : 'Words alone take nothing back, and nothing was done.';
  const other = endings.length > 0 ? ` There is ${endings.join(', ')}.` : '';
  return refuse(`${what}${other} What was done outside is undone by a person with “Undo” on its card.`);
}

function readOne(registry: Registry, words: string): ReadCall {
  const command = readCommand(registry, words);
  if (command.kind === 'call') {
    const { raw, unread } = readInput(command);
    if (unread !== '') throw unreadWords(unread);
    return { capability: command.capability, raw };
  }
  if (command.kind === 'undo') throw notByWords(command);
  const { nearest } = command.kind === 'unclear' ? command : { nearest: command.agent?.capabilities ?? [] };
  const names = nearest.slice(0, namedAtMost).map(({ name }) => name);
  throw refuse(
    `I did not understand “${words.slice(0, 100)}”. Begin with an agent’s name, for example “plan launch the website”${names.length > 0 ? `; nearest: ${names.join(', ')}` : ''}.`,
  );
}

/** Whether somebody says hello, or asks what there is to say. */
export function isGreeting(registry: Registry, words: string): boolean {
  const command = readCommand(registry, words);
  return command.kind === 'help' && command.about === 'start';
}

/** Who asks cannot be asked back, so that what is missing is said at once. */
function requireWhole(calls: readonly ReadCall[]): void {
  for (const { capability, raw } of calls) {
    // A project that is not named may be the asker's only one: that is filled in, or missed, later.
    const missing = missingFields(capability, raw).filter(({ name }) => name !== 'project');
    if (missing.length === 0) continue;
    const names = missing.map(({ name }) => name).join(', ');
    throw new AppError('input.invalid', `${capability.title} still needs ${names}. Write it as name=value.`);
  }
}

function callsIn(registry: Registry, words: string): readonly ReadCall[] {
  const steps = readSeveral(registry, words);
  return steps ? callsOf(steps) : [readOne(registry, words)];
}

/** One or several requests in words, where no form can ask for more. Throws what is wrong with them. */
export function readRequest(registry: Registry, words: string, speaker: Speaker): readonly ReadCall[] {
  const calls = callsIn(registry, asCommand(registry, words, speaker));
  if (calls.some(({ capability }) => capability.effect === 'ask')) {
    throw new AppError('input.invalid', 'A request cannot ask for another request in words. Name the agents directly.');
  }
  requireWhole(calls);
  return calls;
}

/**
 * What one plain request asks for beyond doubt, with all that it needs: nobody has to think about it. `earlier` is what its thread is
 * about. Undefined for anything else.
 */
export function readSurely(
  registry: Registry,
  words: string,
  { earlier, ...speaker }: Speaker & { earlier: readonly Earlier[] },
): readonly ReadCall[] | undefined {
  return unlessRefused(() => {
    const command = understandSurely(registry, words, speaker);
    if (command === undefined) return undefined;
    const { capability, raw } = readOne(registry, command);
    const call = { capability, raw: { ...remembered(earlier, capability, { raw, isThen: false }), ...raw } };
    requireWhole([call]);
    return [call];
  });
}
