import { readFileSync } from 'node:fs';

export type Schema = { readonly [keyword: string]: unknown };
export type Schemas = Readonly<Record<string, Schema>>;

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
}

export interface MediaType {
  readonly schema: Schema;
  readonly encoding?: Readonly<Record<string, { readonly contentType?: string }>>;
}

type Content = Readonly<Record<string, MediaType>>;
type SecurityNeed = Readonly<Record<string, readonly string[]>>;

export interface SecurityScheme {
  readonly type: 'http' | 'apiKey';
  readonly scheme?: string;
  readonly in?: string;
  readonly name?: string;
}

export interface OperationObject {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
  readonly security?: readonly SecurityNeed[];
}

export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly security?: readonly SecurityNeed[];
  readonly components: {
    readonly schemas: Schemas;
    readonly securitySchemes: Readonly<Record<string, SecurityScheme>>;
  };
}

const folder = new URL('../../contracts/', import.meta.url);

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, folder), 'utf8'));
}

/** The published files are part of this repository; their shape is what SOURCE.md beside them says. */
export function readOpenApi(path: string): OpenApiDocument {
  return readJson(path) as OpenApiDocument;
}

/** The named schemas of a JSON Schema file. */
export function readDefinitions(path: string): Schemas {
  return (readJson(path) as { definitions: Schemas }).definitions;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
