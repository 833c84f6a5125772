import { z } from 'zod';
import type { ChatRequest } from './request.ts';

const call = z.strictObject({
  tool: z.string(),
  input: z.record(z.string(), z.unknown()).optional(),
  /** The arguments as they are sent, JSON or not. */
  arguments: z.string().optional(),
});

const scriptedAnswer = z.strictObject({
  /** Fits when the last message of a person or a tool holds this; empty fits all. */
  when: z.string().default(''),
  /** Fits only when this tool is on offer. */
  offered: z.string().optional(),
  times: z.int().min(1).default(1_000_000),
  text: z.string().optional(),
  calls: z.array(call).max(60).optional(),
  /** Does what a text among the messages tells it to: `OBEY [{"tool": …, "input": …}]`, and `{everything}` in it is all that was said. */
  captured: z.boolean().default(false),
  delayMs: z.int().min(1).max(120_000).optional(),
  status: z.int().min(400).max(599).optional(),
  code: z.string().optional(),
  retryAfterSeconds: z.number().min(0).optional(),
  /** Sent as it is, in place of an answer. */
  body: z.string().optional(),
});
export const script = z.array(scriptedAnswer).max(200);
export type ScriptedAnswer = z.input<typeof scriptedAnswer>;
export type Answer = z.output<typeof scriptedAnswer>;

export interface Script {
  set(answers: readonly ScriptedAnswer[]): void;
  /** The first that fits and is not used up. */
  take(request: ChatRequest): Answer | undefined;
}

/** What the last person or tool said. */
export function lastSaid({ messages }: ChatRequest): string {
  const last = messages.findLast(({ role }) => role === 'user' || role === 'tool');
  return typeof last?.content === 'string' ? last.content : '';
}

export function createScript(): Script {
  let answers: Answer[] = [];
  return {
    set: (given) => {
      answers = script.parse(given);
    },
    take(request) {
      const names = request.tools?.map((tool) => tool.function.name) ?? [];
      const found = answers.find(
        ({ when, offered, times }) =>
          times > 0 && lastSaid(request).includes(when) && (offered === undefined || names.includes(offered)),
      );
      if (found) found.times -= 1;
      return found;
    },
  };
}
