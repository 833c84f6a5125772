import {
  AppError,
  hashOf,
  isAppError,
  type Model,
  type ModelAnswer,
  type ModelMessage,
  type ModelReply,
  type ModelRequest,
  type ModelVendor,
  type Principal,
  withoutSecrets,
} from '../../core/index.ts';
import type { Database, Tx } from '../../platform/database.ts';

/** Who asks, and for which step of which run. */
export interface Asking {
  principal: Principal;
  run: string | undefined;
  step: string | undefined;
  signal: AbortSignal;
}

export interface Models {
  /** Without a model much can be asked for, and nothing is broken. */
  readonly isThere: boolean;
  /** The one way to the model: each call is on record, and an answer that was kept is not asked for again. */
  modelFor(asking: Asking): Model;
}

/** Beyond it nobody reads with care, and it costs. */
const maxLength = 600_000;

const withoutSecretsIn = (message: ModelMessage): ModelMessage => ({ ...message, text: withoutSecrets(message.text) });

/** What leaves the house: nothing in it opens a door, wherever it came from. */
const sendable = (request: ModelRequest): ModelRequest => ({
  ...request,
  messages: request.messages.map(withoutSecretsIn),
});

function checkLength({ prompt, messages }: ModelRequest): void {
  const length = messages.reduce((sum, { text }) => sum + text.length, prompt.text.length);
  if (length > maxLength)
    throw new AppError('input.too-large', 'This is more than a model is given at once. Ask for less.');
}

interface Recorded {
  asking: Asking;
  request: ModelRequest;
  model: string;
  durationMs: number;
  outcome: string;
  reply?: ModelReply;
}

const insertCall = (tx: Tx, { asking, request, model, durationMs, outcome, reply }: Recorded): Promise<unknown> =>
  tx.query(
    `insert into model_calls (tenant_id, run_id, step, prompt, prompt_version, model, tokens_in, tokens_out, duration_ms, outcome)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      tx.tenant,
      asking.run ?? null,
      asking.step ?? null,
      request.prompt.name,
      request.prompt.version,
      model,
      reply?.tokensIn ?? 0,
      reply?.tokensOut ?? 0,
      Math.round(durationMs),
      outcome,
    ],
  );

async function readAnswer(tx: Tx, { run, step }: Asking, hash: string): Promise<ModelAnswer | undefined> {
  if (run === undefined || step === undefined) return undefined;
  const [row] = await tx.query<{ answer: ModelAnswer }>(
    'select answer from model_answers where run_id = $1 and step = $2 and request_hash = $3',
    [run, step, hash],
  );
  return row?.answer;
}

/** Keeps it, unless somebody else was first: then theirs is the answer. */
async function keepAnswer(tx: Tx, asking: Asking, hash: string, { text, calls }: ModelReply): Promise<ModelAnswer> {
  const answer = { text, calls };
  if (asking.run === undefined || asking.step === undefined) return answer;
  await tx.query(
    `insert into model_answers (tenant_id, run_id, step, request_hash, answer) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [tx.tenant, asking.run, asking.step, hash, JSON.stringify(answer)],
  );
  return (await readAnswer(tx, asking, hash)) ?? answer;
}

const absent = (): AppError =>
  new AppError(
    'vendor.not-connected',
    'No model is connected, so this cannot be done. Ask an admin to set OPENAI_BASE_URL, OPENAI_API_KEY and OPENAI_MODEL.',
  );

export function createModels(database: Database, vendor: ModelVendor | undefined): Models {
  async function askNow(vendor: ModelVendor, asking: Asking, request: ModelRequest, hash: string) {
    const { tenant } = asking.principal;
    const start = performance.now();
    const record = (outcome: string, reply?: ModelReply): Recorded => ({
      asking,
      request,
      model: vendor.name,
      durationMs: performance.now() - start,
      outcome,
      ...(reply ? { reply } : {}),
    });
    try {
      const reply = await vendor.ask(request, asking.signal);
      return await database.withTenant(tenant, async (tx) => {
        await insertCall(tx, record('done', reply));
        return keepAnswer(tx, asking, hash, reply);
      });
    } catch (error) {
      const outcome = isAppError(error) ? error.code : 'internal';
      await database.withTenant(tenant, (tx) => insertCall(tx, record(outcome)));
      throw error;
    }
  }

  return {
    isThere: vendor !== undefined,
    modelFor: (asking) => ({
      async ask(given) {
        if (!vendor) throw absent();
        const request = sendable(given);
        checkLength(request);
        const hash = hashOf(request);
        const known = await database.withTenant(asking.principal.tenant, (tx) => readAnswer(tx, asking, hash));
        return known ?? askNow(vendor, asking, request, hash);
      },
    }),
  };
}
