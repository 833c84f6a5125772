import { z } from 'zod';
import type { Fields } from './declaration.ts';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** JSON Schema (2020-12) of a flat object. */
export interface ObjectSchema {
  [keyword: string]: unknown;
  type: 'object';
  properties: Record<string, Json>;
  required?: string[];
}

/** Tool lists are read by models, and documents by people: what neither checks nor explains anything is in their way. */
function trim(schema: z.core.JSONSchema.BaseSchema): void {
  delete schema.lines;
  delete schema.file;
  delete schema.propertyNames;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.additionalProperties !== false) delete schema.additionalProperties;
}

/** Nobody gives it: it is filled in when the request is prepared. */
const isFilled = (field: object | boolean): boolean =>
  typeof field === 'object' && 'filled' in field && field.filled === true;

/** Strict on both sides: unknown arguments are refused, and answers hold nothing undeclared. */
export function jsonSchemaOf(fields: Fields, io: 'input' | 'output'): ObjectSchema {
  const { $schema: _, ...schema } = z.toJSONSchema(fields.strict(), {
    io,
    override: ({ jsonSchema }) => trim(jsonSchema),
  });
  const properties = Object.entries(schema.properties ?? {}).filter(([, field]) => !isFilled(field));
  return { ...schema, type: 'object', properties: Object.fromEntries(properties) } as ObjectSchema;
}
