import type { z } from 'zod';
import { AppError, parse } from '../core/index.ts';

/** What models call the fields of our own two tools elsewhere. */
const meant: Readonly<Record<string, readonly string[]>> = {
  args: ['arguments', 'argument', 'input', 'inputs', 'params', 'parameters', 'fields', 'values'],
  words: ['query', 'q', 'search', 'text', 'term', 'keywords', 'word'],
  name: ['capability', 'tool', 'tool_name', 'capability_name'],
};

/** Refuses what is called otherwise here, instead of going on without it: the answer would look as if it had been heard. */
export function parseOwn<S extends z.ZodObject>(schema: S, raw: Record<string, unknown>): z.output<S> {
  for (const [field, others] of Object.entries(meant)) {
    const other = Object.keys(raw).find((key) => others.includes(key.toLowerCase()) && !(key in schema.shape));
    if (!other || !(field in schema.shape)) continue;
    const fault = `is called “${field}” here`;
    throw new AppError('input.invalid', `${other}: ${fault}. Call it again with “${field}” in place of “${other}”.`, {
      fields: { [other]: fault },
    });
  }
  return parse(schema, raw);
}
