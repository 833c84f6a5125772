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
    readonly requestBodies?: Readonly<Record<string, NonNullable<OperationObject['requestBody']>>>;
    readonly securitySchemes: Readonly<Record<string, SecurityScheme>>;
  };
}

const folder = new URL('../../contracts/', import.meta.url);

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, folder), 'utf8'));
}

/** The published files are part of this repository; their shape is what SOURCE.md beside them says. */
export function readOpenApi(path: string): OpenApiDocument {
  return withBodies(readJson(path) as OpenApiDocument);
}

/** Bodies that several operations share are put where they are used. */
function withBodies(document: OpenApiDocument): OpenApiDocument {
  const { requestBodies = {} } = document.components;
  const resolve = (operation: OperationObject): OperationObject => {
    const { $ref } = (operation.requestBody ?? {}) as { $ref?: string };
    const body = $ref === undefined ? undefined : requestBodies[$ref.replace('#/components/requestBodies/', '')];
    return body ? { ...operation, requestBody: body } : operation;
  };
  const paths = Object.entries(document.paths).map(([path, operations]) => [
    path,
    Object.fromEntries(Object.entries(operations).map(([method, operation]) => [method, resolve(operation)])),
  ]);
  return { ...document, paths: Object.fromEntries(paths) };
}

/** The named schemas of a JSON Schema file. */
export function readDefinitions(path: string): Schemas {
  return (readJson(path) as { definitions: Schemas }).definitions;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
