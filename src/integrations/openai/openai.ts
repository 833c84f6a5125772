import type { AIMessage } from '@langchain/core/messages';
import { ChatOpenAI } from '@langchain/openai';
import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
} from 'cockatiel';
import { AppError, isAppError, type ModelRequest, type ModelVendor } from '../../core/index.ts';
import type { Secret } from '../../platform/secret.ts';
import type { Vendor } from '../../platform/vendor-call.ts';
import { translate, unreadable } from './errors.ts';
import { fetchBounded } from './fetch-bounded.ts';
import { toMessages, toReply, toTools } from './messages.ts';

export interface OpenAISettings {
  url: string;
  key: Secret;
  model: string;
  timeoutMs: number;
  /** How long a server that was away several times in a row is left alone. */
  pauseMs?: number;
}

const failuresInARow = 3;

const breakerOf = (pauseMs: number): CircuitBreakerPolicy =>
  circuitBreaker(
    handleWhen((error) => isAppError(error) && error.code === 'upstream.unavailable'),
    { halfOpenAfter: pauseMs, breaker: new ConsecutiveBreaker(failuresInARow) },
  );

const leftAlone = (cause: unknown): AppError =>
  new AppError(
    'upstream.unavailable',
    'The model did not answer several times in a row, and is left alone for a moment. Please try again later.',
    { cause },
  );

/** A server that speaks OpenAI's protocol: OpenAI's own, or any other. */
export function createOpenAI(settings: OpenAISettings, { call }: Vendor): ModelVendor {
  const { url, key, model, timeoutMs, pauseMs = 30_000 } = settings;
  const breaker = breakerOf(pauseMs);
  const chat = new ChatOpenAI({
    model,
    apiKey: key.reveal(),
    // Tried again by `call`, which knows when that makes sense; the client's own retries would come on top of it.
    maxRetries: 0,
    timeout: timeoutMs,
    useResponsesApi: false,
    configuration: { baseURL: url, fetch: fetchBounded },
  });

  async function once(request: ModelRequest, signal: AbortSignal): Promise<AIMessage> {
    const { mustCall } = request;
    const tools = toTools(request);
    const choice = mustCall ? { tool_choice: { type: 'function' as const, function: { name: mustCall } } } : {};
    const bound = tools.length > 0 ? chat.bindTools(tools, choice) : chat;
    try {
      return await bound.invoke(toMessages(request), { signal });
    } catch (error) {
      // An answer that breaks the client's own reading is the server's fault, and no defect of ours.
      throw error instanceof TypeError || error instanceof SyntaxError
        ? unreadable(error)
        : translate(error, model, key);
    }
  }

  return {
    name: model,
    async ask(request, signal) {
      try {
        const message = await breaker.execute(() =>
          call('model.ask', (limit) => once(request, AbortSignal.any([limit, signal])), 'read'),
        );
        return toReply(message);
      } catch (error) {
        throw error instanceof BrokenCircuitError ? leftAlone(error) : error;
      }
    },
  };
}
