import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import express, { type ErrorRequestHandler, type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import { obey } from './captured.ts';
import { badRequest, ModelError, noModel, noPath, refusal, unauthorized } from './errors.ts';
import { type ChatRequest, readRequest } from './request.ts';
import { createScript, type ScriptedAnswer, script as scriptSchema } from './script.ts';
import { type Said, usualAnswer } from './usual-answers.ts';

export interface ModelSandboxOptions {
  key: string;
  model: string;
}

export interface ModelSandbox {
  /** Mounted at `/models`: what it is asked, at `/v1`. */
  router: Router;
  /** Mounted at `/_control/models`. */
  control: Router;
  key: string;
  model: string;
  script(answers: readonly ScriptedAnswer[]): void;
  /** Every request as it came, oldest first. */
  received(): readonly ChatRequest[];
  reset(): void;
}

const lettersPerToken = 4;
const tokensIn = (value: unknown): number => Math.ceil(JSON.stringify(value).length / lettersPerToken);
const keptRequests = 500;

function completion(request: ChatRequest, { text, calls = [] }: Said): Record<string, unknown> {
  const toolCalls = calls.map((each) => ({
    id: `call_${randomUUID().replaceAll('-', '').slice(0, 24)}`,
    type: 'function',
    function: { name: each.tool, arguments: each.arguments ?? JSON.stringify(each.input ?? {}) },
  }));
  const message = {
    role: 'assistant',
    content: text ?? null,
    refusal: null,
    ...(toolCalls.length > 0 ? { tool_calls: toolCalls } : {}),
  };
  const [prompt, answered] = [tokensIn(request.messages), tokensIn(message)];
  return {
    id: `chatcmpl-${randomUUID()}`,
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1_000),
    model: request.model,
    choices: [{ index: 0, message, logprobs: null, finish_reason: toolCalls.length > 0 ? 'tool_calls' : 'stop' }],
    usage: { prompt_tokens: prompt, completion_tokens: answered, total_tokens: prompt + answered },
  };
}

const answerError: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) return next(error);
  const isParse = error instanceof Error && 'status' in error && Number(error.status) < 500;
  const own =
    error instanceof ModelError ? error : isParse ? badRequest('We could not parse the JSON body.') : undefined;
  const { status, body, headers } = own ?? refusal(500, undefined, undefined);
  response.status(status).set(headers).json(body);
};

/** A model that speaks OpenAI’s protocol and says what its script says; without a script, something plain and always the same. */
export function createModelSandbox({ key, model }: ModelSandboxOptions): ModelSandbox {
  const script = createScript();
  const received: ChatRequest[] = [];

  async function answer(request: Request, response: Response): Promise<void> {
    const asked = readRequest(request.body);
    if (asked.model !== model) throw noModel(asked.model);
    received.push(asked);
    received.splice(0, received.length - keptRequests);
    const scripted = script.take(asked);
    if (scripted?.delayMs) await setTimeout(scripted.delayMs);
    if (scripted?.status) throw refusal(scripted.status, scripted.code, scripted.retryAfterSeconds);
    if (scripted?.body !== undefined) return void response.type('json').send(scripted.body);
    const isSaid = scripted?.text !== undefined || scripted?.calls !== undefined;
    const said: Said | undefined = scripted?.captured ? obey(asked) : isSaid ? (scripted as Said) : undefined;
    response.json(completion(asked, said ?? usualAnswer(asked)));
  }

  const router = express.Router();
  router.use('/v1', (request, _response, next) => {
    const given = /^Bearer (.+)$/.exec(request.get('authorization') ?? '')?.[1] ?? '';
    next(given === key ? undefined : unauthorized(given));
  });
  router.use(express.json({ limit: '20mb' }));
  router.post('/v1/chat/completions', answer);
  const described = { id: model, object: 'model', created: 1_750_000_000, owned_by: 'adjutant-sandbox' };
  router.get('/v1/models', (_request, response) => void response.json({ object: 'list', data: [described] }));
  router.use((request, _response, next) => next(noPath(request.method, request.originalUrl)));
  router.use(answerError);

  const control = express.Router();
  control.put('/script', express.json({ limit: '5mb' }), (request, response) => {
    const parsed = scriptSchema.safeParse(request.body);
    if (!parsed.success) return void response.status(400).json({ error: z.prettifyError(parsed.error) });
    script.set(request.body);
    response.status(204).end();
  });
  control.get('/received', (_request, response) => void response.json(received));

  return {
    router,
    control,
    key,
    model,
    script: (answers) => script.set(answers),
    received: () => received,
    reset() {
      script.set([]);
      received.length = 0;
    },
  };
}
