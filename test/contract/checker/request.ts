import type { IncomingHttpHeaders } from 'node:http';
import { coerce } from './coercion.ts';
import { isRecord, type OpenApiDocument, type Parameter } from './document.ts';
import { parseJson } from './forms.ts';
import { checkBody, mediaTypeOf } from './request-body.ts';
import type { Match } from './routes.ts';
import type { Finding, Validation } from './validation.ts';

export interface SentRequest {
  readonly method: string;
  /** The path below the API's base path, still percent-encoded. */
  readonly rawPath: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
}

/** What was wrong, and the body as its content type reads. */
export interface RequestFindings {
  readonly findings: Finding[];
  readonly body: unknown;
}

export interface RequestReading {
  /** Where an operation declares no body, the server reads one as if it were more query: so does Grape. */
  readonly readsBodyAsQuery: boolean;
}

export function createRequestCheck(document: OpenApiDocument, validation: Validation, reading: RequestReading) {
  const { schemas } = document.components;
  const queryCredentials = Object.values(document.components.securitySchemes)
    .filter((scheme) => scheme.in === 'query')
    .map((scheme) => scheme.name);

  return async ({ operation, params }: Match, request: SentRequest): Promise<RequestFindings> => {
    const { parameters = [], requestBody, security } = operation.object;
    const isQuery = reading.readsBodyAsQuery && !requestBody && isJson(request);
    const json = isQuery ? parseJson(new TextDecoder().decode(request.body)) : undefined;
    const rest = isRecord(json) ? { ...request, body: new Uint8Array() } : request;
    const body = await checkBody(requestBody, rest, schemas, validation);
    const findings = [
      ...parameters.filter(inPath).flatMap((parameter) => checkPathParameter(parameter, params[parameter.name] ?? '')),
      ...checkQuery(parameters.filter(inQuery), queryOf(request.query, json)),
      ...checkCredentials(security ?? document.security ?? [], request.headers),
      ...body.findings,
    ];
    return { findings, body: body.value };
  };

  function checkPathParameter(parameter: Parameter, encoded: string): Finding[] {
    const place = `path ${parameter.name}`;
    const text = decode(encoded);
    if (text === undefined) return [{ place, message: `is not valid percent-encoding: "${encoded}"` }];
    return check(parameter, text, place);
  }

  function checkQuery(declared: readonly Parameter[], query: ReadonlyMap<string, unknown>): Finding[] {
    const byName = new Map(declared.map((parameter) => [parameter.name, parameter]));
    const find = (name: string) => byName.get(name) ?? byName.get(name.replace(/\[\]$/, ''));
    const sent = [...query].flatMap(([name, value]) => {
      const parameter = find(name);
      const place = `query ${name}`;
      if (parameter) return check(parameter, value, place);
      return queryCredentials.includes(name) ? [] : [{ place, message: 'is not a parameter of this operation' }];
    });
    const given = new Set([...query.keys()].map((name) => find(name)?.name));
    const missing = declared.filter((parameter) => parameter.required && !given.has(parameter.name));
    return [...sent, ...missing.map(({ name }) => ({ place: `query ${name}`, message: 'is required' }))];
  }

  function check(parameter: Parameter, value: unknown, place: string): Finding[] {
    const findings = validation.check(parameter.schema, coerce(value, parameter.schema, schemas));
    return findings.map((finding) => ({ ...finding, place: `${place}${finding.place}` }));
  }

  function checkCredentials(needs: NonNullable<OpenApiDocument['security']>, headers: IncomingHttpHeaders): Finding[] {
    const isMet = (name: string) => {
      const scheme = document.components.securitySchemes[name]?.scheme ?? '';
      return new RegExp(`^${scheme} \\S+$`, 'i').test(headers.authorization ?? '');
    };
    if (needs.length === 0 || needs.some((need) => Object.keys(need).every(isMet))) return [];
    const accepted = needs.flatMap((need) => Object.keys(need)).join(' or ');
    return [{ place: 'header authorization', message: `must carry ${accepted} credentials` }];
  }
}

const inPath = (parameter: Parameter) => parameter.in === 'path';
const inQuery = (parameter: Parameter) => parameter.in === 'query';

const isJson = ({ headers }: SentRequest) => mediaTypeOf(headers['content-type']) === 'application/json';

function queryOf(query: URLSearchParams, json: unknown): Map<string, unknown> {
  const names = [...new Set(query.keys())];
  const texts = names.map((name): [string, unknown] => [
    name,
    name.endsWith('[]') ? query.getAll(name) : query.get(name),
  ]);
  return new Map([...texts, ...(isRecord(json) ? Object.entries(json) : [])]);
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
