import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { z } from 'zod';
import { CommandFailure, exits } from './failure.ts';
import type { GivenFile } from './given-file.ts';
import type { Login } from './login.ts';
import { plain } from './plain.ts';

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
    super(plain(problem.detail), exits.refused);
    this.problem = problem;
  }
}

/** There may be an answer later. */
export class Unreachable extends CommandFailure {
  constructor(message: string) {
    super(message, exits.unreachable);
  }
}

const keptSchema = z.looseObject({ reference: z.string() });

const words = z.string().transform(plain);
/** Of an agent, a capability or a field: nothing that means anything to a shell or a terminal. */
const name = z.string().regex(/^[A-Za-z][\w-]{0,63}$/);

const capability = z.object({
  tags: z.array(name),
  summary: words,
  description: words,
  requestBody: z.object({
    content: z.object({
      'application/json': z.object({
        schema: z.object({
          properties: z.record(name, z.looseObject({ type: z.string().optional(), description: words.optional() })),
          required: z.array(z.string()).optional(),
        }),
        examples: z.record(z.string(), z.object({ summary: words })).optional(),
      }),
    }),
  }),
});
export type Operation = z.output<typeof capability>;

/** Takes a file and no fields: it is no command of its own. */
const upload = z
  .object({ requestBody: z.object({ content: z.object({ 'application/octet-stream': z.looseObject({}) }) }) })
  .transform(() => undefined);

/** As much of the server's description as commands are made of. */
const descriptionSchema = z.object({
  tags: z.array(z.object({ name, description: words, 'x-alias': name.optional() })),
  paths: z.record(z.string().regex(/^\/v1\/[\w/{}-]+$/), z.object({ post: capability.or(upload).optional() })),
});
export type Description = z.output<typeof descriptionSchema>;

export interface Client {
  describe(): Promise<Description>;
  /** Posts the fields. Throws `Refusal` for a problem. */
  post(path: string, fields: object): Promise<Answer>;
  /** Sends a file ahead; answers what stands for it in a field. */
  upload(file: GivenFile, project: string | undefined): Promise<string>;
  /** How a run stands; waited for up to so many seconds. */
  run(number: number, waitSeconds: number): Promise<Answer>;
}

const timeoutMs = 90_000;

/** Something else answers there, or an Adjutant of another kind. */
const stranger = (url: string, status: number): CommandFailure =>
  new CommandFailure(`What answers at ${url} is not this Adjutant (status ${status}). Check the address.`);

function refuseRedirect({ status, headers }: Response, url: string): void {
  const place = headers.get('location');
  if (status < 300 || status > 399 || place === null) return;
  throw new CommandFailure(
    `${url} sends on to ${plain(place)}, and a token is not sent on. Log in there: adjutant login <address>`,
  );
}

/** Calls the REST door of a server. */
export function createClient({ url, token }: Login, wantsPictures: boolean): Client {
  async function answered(path: string, init: RequestInit): Promise<Response> {
    const headers = { authorization: `Bearer ${token}`, ...init.headers };
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      return await fetch(url + path, { ...init, headers, redirect: 'manual', signal });
    } catch {
      throw new Unreachable(`Adjutant does not answer at ${url}. Check that it runs, and that the address is right.`);
    }
  }

  async function send<S extends z.ZodType>(schema: S, path: string, init: RequestInit): Promise<z.output<S>> {
    const response = await answered(path, init);
    refuseRedirect(response, url);
    const body: unknown = await response.json().catch(() => undefined);
    const problem = response.ok ? undefined : problemSchema.safeParse(body);
    if (problem?.success) throw new Refusal(problem.data);
    const read = schema.safeParse(body);
    if (!response.ok || !read.success) throw stranger(url, response.status);
    return read.data;
  }

  const query = wantsPictures ? '?pictures=png' : '';
  return {
    describe: () => send(descriptionSchema, '/v1/openapi.json', {}),
    post: (path, fields) => {
      const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
      return send(answerSchema, path + query, { method: 'POST', headers, body: JSON.stringify(fields) });
    },
    async upload({ path, content }, project) {
      const about = new URLSearchParams({ name: basename(path), ...(project === undefined ? {} : { project }) });
      const headers = { 'content-type': 'application/octet-stream' };
      const body = Buffer.from(content.buffer, content.byteOffset, content.length);
      const { reference } = await send(keptSchema, `/v1/attachments?${about}`, { method: 'POST', headers, body });
      return reference;
    },
    run: (number, waitSeconds) =>
      send(answerSchema, `/v1/runs/${number}${query}`, { headers: { prefer: `wait=${waitSeconds}` } }),
  };
}
