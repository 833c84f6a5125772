import type express from 'express';
import { type CallingDoor, isTooDeep, look, maxDepth, type Request, startRun } from '../../calling/index.ts';
import { AppError, type Capability, isAtADoor, nearestTo, type Registry } from '../../core/index.ts';
import type { Services } from '../../services/index.ts';
import { type Asked, answerOfLook, answerOfRun, sendRun } from './answer.ts';
import { waitOf } from './prefer.ts';

/** What a person has at a door, by its name. */
export function requireCapability(registry: Registry, name: string): Capability {
  const capability = registry.find(name);
  if (capability && isAtADoor(capability)) return capability;
  const nearest = nearestTo(registry, name).map((each) => `/v1/${each.name.replace('.', '/')}`);
  throw new AppError(
    'capability.unknown',
    `There is no capability “${name.slice(0, 100)}”. Nearest: ${nearest.join(', ')}. /v1/openapi.json describes all.`,
  );
}

function requireObject(body: unknown): Record<string, unknown> {
  if (body === undefined) return {};
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new AppError('input.invalid', 'The body has to be a JSON object: the fields with their values.');
  if (isTooDeep(body)) throw new AppError('input.invalid', `The body is nested deeper than ${maxDepth} levels.`);
  return { ...body };
}

/** Ends when the caller is gone: nobody reads the answer any more. */
export function signalOf(response: express.Response): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return gone.signal;
}

/** Looks at once; what is refused is thrown, to be answered as a problem. */
export async function lookOrThrow(services: Services, wanted: Request): Promise<Record<string, unknown>> {
  const outcome = await look(services, wanted);
  if (outcome.kind === 'refused') throw new AppError(outcome.code, outcome.message, { fields: outcome.fields ?? {} });
  if (outcome.kind === 'pending') throw new AppError('internal', `${wanted.capability.name} looks and yet waits.`);
  return outcome.output;
}

/** Calls the capability that the path names: what only looks is answered at once, everything else is a run. */
export function createCalls(services: Services, door: CallingDoor) {
  return async (
    request: express.Request<{ agent: string; verbNoun: string }>,
    response: express.Response<unknown, { asked: Asked }>,
  ): Promise<void> => {
    const { asked } = response.locals;
    const { agent, verbNoun } = request.params;
    const wanted: Request = {
      principal: asked.principal,
      capability: requireCapability(services.registry, `${agent}.${verbNoun}`),
      args: requireObject(request.body),
      correlation: asked.correlation,
      signal: signalOf(response),
      idempotencyKey: request.get('idempotency-key'),
    };
    if (wanted.capability.effect === 'read') {
      const output = await lookOrThrow(services, wanted);
      return void response.json(await answerOfLook(services, wanted.capability, output, asked));
    }
    const patienceMs = waitOf(request, response) ?? door.patienceMs;
    const run = await startRun(services, { ...door, patienceMs }, wanted);
    sendRun(response, run, await answerOfRun(services, run, asked));
  };
}
