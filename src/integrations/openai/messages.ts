import { AIMessage, type BaseMessage, HumanMessage, SystemMessage, ToolMessage } from '@langchain/core/messages';
import type { ModelMessage, ModelReply, ModelRequest, ModelToolCall } from '../../core/index.ts';
import { unreadable } from './errors.ts';

function toMessage(message: ModelMessage): BaseMessage {
  if (message.from === 'asker') return new HumanMessage(message.text);
  if (message.from === 'tool') return new ToolMessage({ content: message.text, tool_call_id: message.call });
  return new AIMessage({
    content: message.text,
    tool_calls: message.calls.map(({ id, tool, input }) => ({
      id,
      name: tool,
      args: typeof input === 'object' && input !== null ? { ...input } : {},
    })),
  });
}

export const toMessages = ({ prompt, messages }: ModelRequest): BaseMessage[] => [
  new SystemMessage(prompt.text),
  ...messages.map(toMessage),
];

export const toTools = ({ tools }: ModelRequest) =>
  tools.map(({ name, description, schema }) => ({
    type: 'function' as const,
    function: { name, description, parameters: { ...schema } },
  }));

/** What a model may call at once, before it is no answer any more. */
const maxCalls = 50;

function callsIn({ tool_calls = [], invalid_tool_calls = [] }: AIMessage): ModelToolCall[] {
  const calls = tool_calls.map(({ id, name, args }, at) => ({ id: id ?? `call-${at}`, tool: name, input: args }));
  const broken = invalid_tool_calls.map(({ id, name, args, error }, at) => ({
    id: id ?? `broken-${at}`,
    tool: name ?? '',
    input: {},
    fault: `The arguments are no JSON object: ${(error ?? args ?? '').slice(0, 200)}`,
  }));
  return [...calls, ...broken];
}

export function toReply(message: AIMessage): ModelReply {
  const calls = callsIn(message);
  const text = message.text;
  if (calls.length > maxCalls || (calls.length === 0 && text.trim() === '')) throw unreadable();
  const { input_tokens = 0, output_tokens = 0 } = message.usage_metadata ?? {};
  return { text, calls, tokensIn: input_tokens, tokensOut: output_tokens };
}
