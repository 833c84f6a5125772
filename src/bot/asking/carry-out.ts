import {
  AppError,
  asCommand,
  type Command,
  mayBeFree,
  type Principal,
  readCommand,
  readFollowUp,
  readSeveral,
} from '../../core/index.ts';
import type { Services } from '../../services/index.ts';
import { audienceOf } from './audience.ts';
import { several, submitCalls, tryCall } from './calls.ts';
import { didYouMean } from './did-you-mean.ts';
import { helpFor } from './help.ts';
import type { Say } from './say.ts';
import { undoable } from './undoable.ts';
import { type Answer, askerOf, type Utterance } from './utterance.ts';

type Talk = Exclude<Command, { kind: 'call' }>;

/** What is answered at once, as nothing is asked of an agent. */
function talk(services: Services, principal: Principal, { door }: Utterance, command: Talk): Say | Promise<Say> {
  const audience = audienceOf(services, principal, door);
  if (command.kind === 'unclear') return didYouMean(audience, command);
  return command.kind === 'undo' ? undoable(services, audience, command) : helpFor(audience, command);
}

/** What only a model can make something of becomes a run, which answers by itself. */
async function understand(services: Services, utterance: Utterance, text: string): Promise<Answer> {
  const capability = services.registry.find('orchestrator.ask');
  if (!capability) throw new AppError('internal', 'There is nothing that takes free words.');
  await services.intake.serve(askerOf(utterance), (session) =>
    submitCalls(session, utterance, [{ capability, raw: { request: text } }]),
  );
  return { kind: 'accepted' };
}

/** What becomes no run is counted here. */
export function said({ requests }: Pick<Services, 'requests'>, principal: Principal, say: Say): Answer {
  requests.count(principal);
  return { kind: 'say', ...say };
}

/** Where no agent is named, what the sentence most surely asks for; else what there is to say to it. */
async function answerFree(services: Services, text: string, utterance: Utterance, command: Command): Promise<Answer> {
  if (command.kind === 'unclear' && services.models.isThere) return understand(services, utterance, text);
  const principal = await services.intake.serve(askerOf(utterance), async (session) => session.principal);
  const meant = asCommand(services.registry, text, principal);
  if (meant !== text) return carryOut(services, meant, utterance);
  if (command.kind === 'call') return tryCall(services, utterance, command);
  return said(services, principal, await talk(services, principal, utterance, command));
}

/** Does what words ask for, or says what there is to say to them. */
export async function carryOut(services: Services, text: string, utterance: Utterance): Promise<Answer> {
  const { registry } = services;
  const more = readFollowUp(registry, text, utterance.earlier ?? []);
  const [only, ...others] = more ?? [];
  // A single request can be asked back with a form.
  if (only && others.length === 0) return tryCall(services, { ...utterance, isFollowUp: true }, only.command);
  const steps = more ?? readSeveral(registry, text);
  if (steps)
    return services.intake.serve(askerOf(utterance), (session) => several(services, session, utterance, steps));
  const command = readCommand(registry, text);
  if (command.kind === 'call' && !mayBeFree(registry, text)) return tryCall(services, utterance, command);
  return answerFree(services, text, utterance, command);
}
