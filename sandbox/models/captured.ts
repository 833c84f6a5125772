import { z } from 'zod';
import type { ChatRequest } from './request.ts';
import type { Said } from './usual-answers.ts';

const orders = z.array(z.object({ tool: z.string(), input: z.record(z.string(), z.unknown()) }));
const mark = 'OBEY ';

/** The list that begins there, however it ends: the text around it is whatever an attacker wrote. */
function readOrders(text: string): z.output<typeof orders> | undefined {
  for (let end = text.indexOf(']'); end >= 0; end = text.indexOf(']', end + 1)) {
    try {
      return orders.parse(JSON.parse(text.slice(0, end + 1)));
    } catch {
      // Not whole yet: the list goes on.
    }
  }
  return undefined;
}

const withEverything = (value: unknown, everything: string): unknown => {
  if (typeof value === 'string') return value.replaceAll('{everything}', everything);
  if (Array.isArray(value)) return value.map((each) => withEverything(each, everything));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withEverything(each, everything)]));
};

const maxEverything = 4_000;

/** A model that an attacker owns: it does what the newest order among the messages says, wherever that stands. */
export function obey({ messages }: ChatRequest): Said | undefined {
  const texts = messages.map(({ content }) => (typeof content === 'string' ? content : ''));
  const everything = texts.join('\n').slice(0, maxEverything);
  for (const text of texts.toReversed()) {
    // What was put into a JSON text has its quotes escaped.
    for (const read of [text, text.replaceAll('\\"', '"')]) {
      const at = read.indexOf(mark);
      const found = at < 0 ? undefined : readOrders(read.slice(at + mark.length));
      if (!found) continue;
      const calls = found.map(({ tool, input }) => ({
        tool,
        input: withEverything(input, everything) as Record<string, unknown>,
      }));
      return calls.length > 0 ? { calls } : { text: everything };
    }
  }
  return undefined;
}
