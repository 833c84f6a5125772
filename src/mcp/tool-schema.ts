import type { Tool } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { Fields } from '../core/index.ts';

/** JSON Schema of a flat object, as a tool list carries it. */
export type ToolSchema = Tool['inputSchema'];

/** Each tool list is read by a model: what neither checks nor explains anything only costs its context. */
function trim(schema: z.core.JSONSchema.BaseSchema): void {
  delete schema.lines;
  delete schema.propertyNames;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.additionalProperties !== false) delete schema.additionalProperties;
}

/** Nobody gives it: it is filled in when the request is prepared. */
const isFilled = (field: object | boolean): boolean =>
  typeof field === 'object' && 'filled' in field && field.filled === true;

/** Strict on both sides: unknown arguments are refused, and answers hold nothing undeclared. */
export function toolSchema(fields: Fields, io: 'input' | 'output'): ToolSchema {
  const { $schema: _, ...schema } = z.toJSONSchema(fields.strict(), {
    io,
    override: ({ jsonSchema }) => trim(jsonSchema),
  });
  const properties = Object.entries(schema.properties ?? {}).filter(([, field]) => !isFilled(field));
  return { ...schema, type: 'object', properties: Object.fromEntries(properties) } as ToolSchema;
}
