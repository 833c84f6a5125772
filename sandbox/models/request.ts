import { z } from 'zod';
import { badRequest } from './errors.ts';

const toolName = z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/);
const text = z.union([
  z.string(),
  z
    .array(z.object({ type: z.literal('text'), text: z.string() }))
    .transform((parts) => parts.map((each) => each.text).join('')),
]);
const toolCall = z.strictObject({
  id: z.string().min(1),
  type: z.literal('function'),
  function: z.strictObject({ name: toolName, arguments: z.string() }),
});
const message = z.discriminatedUnion('role', [
  z.strictObject({ role: z.enum(['system', 'developer']), content: text, name: z.string().optional() }),
  z.strictObject({ role: z.literal('user'), content: text, name: z.string().optional() }),
  z.strictObject({
    role: z.literal('assistant'),
    content: text.nullish(),
    name: z.string().optional(),
    tool_calls: z.array(toolCall).min(1).optional(),
  }),
  z.strictObject({ role: z.literal('tool'), content: text, tool_call_id: z.string(), name: z.string().optional() }),
]);

const chatRequest = z.looseObject({
  model: z.string(),
  messages: z.array(message).min(1),
  stream: z.boolean().nullish(),
  tools: z
    .array(
      z.strictObject({
        type: z.literal('function'),
        function: z.strictObject({
          name: toolName,
          description: z.string().max(1_024).optional(),
          parameters: z.looseObject({ type: z.literal('object') }).optional(),
          strict: z.boolean().nullish(),
        }),
      }),
    )
    .min(1)
    .max(128)
    .optional(),
  tool_choice: z
    .union([
      z.enum(['none', 'auto', 'required']),
      z.strictObject({ type: z.literal('function'), function: z.strictObject({ name: toolName }) }),
    ])
    .optional(),
});
export type ChatRequest = z.output<typeof chatRequest>;
export type ChatMessage = ChatRequest['messages'][number];
export type ChatTool = NonNullable<ChatRequest['tools']>[number]['function'];

/** Each call of the assistant has its answer right behind it, and each answer its call: anything else OpenAI refuses. */
function checkToolMessages(messages: readonly ChatMessage[]): void {
  let open = new Set<string>();
  for (const [at, each] of messages.entries()) {
    if (each.role === 'tool') {
      if (!open.delete(each.tool_call_id))
        throw badRequest(
          "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
          `messages.[${at}].role`,
        );
      continue;
    }
    requireAnswered(open);
    open = new Set(each.role === 'assistant' ? each.tool_calls?.map(({ id }) => id) : []);
  }
  requireAnswered(open);
}

function requireAnswered(open: ReadonlySet<string>): void {
  if (open.size === 0) return;
  throw badRequest(
    `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ${[...open].join(', ')}`,
    'messages',
  );
}

/** A request as OpenAI would take it; throws what OpenAI would say otherwise. */
export function readRequest(body: unknown): ChatRequest {
  const result = chatRequest.safeParse(body);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw badRequest(`Invalid value: ${issue?.message}`, issue?.path.join('.') ?? null);
  }
  const request = result.data;
  if (request.stream) throw badRequest('The sandbox does not stream.', 'stream');
  checkToolMessages(request.messages);
  const chosen = typeof request.tool_choice === 'object' ? request.tool_choice.function.name : undefined;
  if (chosen !== undefined && !request.tools?.some((tool) => tool.function.name === chosen))
    throw badRequest(`Tool choice '${chosen}' not found in 'tools' parameter.`, 'tool_choice');
  return request;
}
