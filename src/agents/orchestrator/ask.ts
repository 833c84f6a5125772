import { z } from 'zod';
import {
  AppError,
  callsOf,
  defineCapability,
  missingFields,
  type ReadCall,
  type Registry,
  readCommand,
  readInput,
  readSeveral,
  unreadWords,
} from '../../core/index.ts';

const maxLength = 20_000;

function readOne(registry: Registry, request: string): ReadCall {
  const command = readCommand(registry, request);
  if (command.kind === 'call') {
    const { raw, unread } = readInput(command);
    if (unread !== '') throw unreadWords(unread);
    return { capability: command.capability, raw };
  }
  const { nearest } = command.kind === 'unclear' ? command : { nearest: command.agent?.capabilities ?? [] };
  const names = nearest.slice(0, 3).map(({ name }) => name);
  throw new AppError(
    'input.invalid',
    `I did not understand “${request.slice(0, 100)}”. Begin with an agent’s name, for example “plan launch the website”${names.length > 0 ? `; nearest: ${names.join(', ')}` : ''}.`,
    { fields: { request: 'names no agent that I know' } },
  );
}

/** The asker cannot be asked back here, so that what is missing is said at once. */
function requireWhole(calls: readonly ReadCall[]): void {
  for (const { capability, raw } of calls) {
    // A project that is not named may be the asker's only one: that is filled in, or missed, later.
    const missing = missingFields(capability, raw).filter(({ name }) => name !== 'project');
    if (missing.length === 0) continue;
    const names = missing.map(({ name }) => name).join(', ');
    throw new AppError('input.invalid', `${capability.title} still needs ${names}. Write it as name=value.`);
  }
}

export const capability = defineCapability({
  name: 'orchestrator.ask',
  title: 'Ask in words',
  description:
    'Takes a request in words for one or several agents, such as "plan the launch; then its risks". Use it when one request needs several capabilities.',
  input: z.object({
    request: z
      .string()
      .trim()
      .min(1)
      .max(maxLength)
      .describe('Each part begins with an agent; “;” runs parts side by side, “; then” one after the other')
      .meta({ lines: true }),
  }),
  output: z.object({}),
  permission: 'orchestrator:runs:read',
  effect: 'ask',
  examples: [
    { says: 'plan launch the website; then its risks', input: { request: 'plan launch the website; then its risks' } },
  ],
  fromWords: (words) => ({ request: words }),
  read({ request }, registry) {
    const steps = readSeveral(registry, request);
    const calls = steps ? callsOf(steps) : [readOne(registry, request)];
    if (calls.some(({ capability: asked }) => asked.effect === 'ask')) {
      throw new AppError(
        'input.invalid',
        'A request cannot ask for another request in words. Name the agents directly.',
      );
    }
    requireWhole(calls);
    return calls;
  },
  present: () => ({ markdown: 'Asked.' }),
});
