import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { CommandFailure, exits } from './failure.ts';
import type { Login } from './login.ts';

const status = z.enum(['done', 'pending', 'running', 'refused', 'failed']);

/** What was asked for, or a problem with it: see the description of the REST door. */
const answerSchema = z.looseObject({
  status,
  text: z.string(),
  output: z.record(z.string(), z.unknown()).optional(),
  run: z.number().int().optional(),
  url: z.string().optional(),
  message: z.string().optional(),
  approveAt: z.string().optional(),
  pictures: z.array(z.object({ title: z.string(), alt: z.string(), png: z.string().optional() })).optional(),
});
export type Answer = z.output<typeof answerSchema>;

const problemSchema = z.looseObject({ detail: z.string(), code: z.string(), text: z.string().optional() });

/** The server said no. */
export class Refusal extends CommandFailure {
  /** As it came over the wire. */
  readonly problem: Readonly<Record<string, unknown>>;

  constructor(problem: z.output<typeof problemSchema>) {
    super(problem.detail, exits.refused);
    this.problem = problem;
  }
}

const capability = z.object({
  tags: z.array(z.string()),
  summary: z.string(),
  description: z.string(),
  requestBody: z.object({
    content: z.object({
      'application/json': z.object({
        schema: z.object({
          properties: z.record(
            z.string(),
            z.looseObject({ type: z.string().optional(), description: z.string().optional() }),
          ),
          required: z.array(z.string()).optional(),
        }),
        examples: z.record(z.string(), z.object({ summary: z.string() })).optional(),
      }),
    }),
  }),
});
export type Operation = z.output<typeof capability>;

/** As much of the server's description as commands are made of. */
const descriptionSchema = z.object({
  tags: z.array(z.object({ name: z.string(), description: z.string(), 'x-alias': z.string().optional() })),
  paths: z.record(z.string(), z.object({ post: capability.optional() })),
});
export type Description = z.output<typeof descriptionSchema>;

export interface Client {
  describe(): Promise<Description>;
  /** Posts the fields. Throws `Refusal` for a problem. */
  post(path: string, fields: object): Promise<Answer>;
  /** How a run stands; waited for up to so many seconds. */
  run(number: number, waitSeconds: number): Promise<Answer>;
}

const timeoutMs = 90_000;

async function readJson(response: Response, url: string): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    throw new CommandFailure(`What answers at ${url} is not Adjutant (status ${response.status}). Check the address.`);
  }
}

/** Calls the REST door of a server. */
export function createClient({ url, token }: Login, wantsPictures: boolean): Client {
  async function send(path: string, init: RequestInit): Promise<unknown> {
    const headers = { authorization: `Bearer ${token}`, ...init.headers };
    let response: Response;
    try {
      response = await fetch(url + path, {
        ...init,
        headers,
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
    } catch {
      throw new CommandFailure(
        `Adjutant does not answer at ${url}. Check that it runs, and that the address is right.`,
      );
    }
    const body = await readJson(response, url);
    if (response.ok) return body;
    const problem = problemSchema.safeParse(body);
    if (problem.success) throw new Refusal(problem.data);
    throw new CommandFailure(`What answers at ${url} is not Adjutant (status ${response.status}). Check the address.`);
  }

  const query = wantsPictures ? '?pictures=png' : '';
  return {
    describe: async () => descriptionSchema.parse(await send('/v1/openapi.json', {})),
    post: async (path, fields) => {
      const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
      return answerSchema.parse(await send(path + query, { method: 'POST', headers, body: JSON.stringify(fields) }));
    },
    run: async (number, waitSeconds) =>
      answerSchema.parse(await send(`/v1/runs/${number}${query}`, { headers: { prefer: `wait=${waitSeconds}` } })),
  };
}
