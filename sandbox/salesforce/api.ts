import express, { type ErrorRequestHandler, type Request, type Response, type Router } from 'express';
import { describe } from './describe.ts';
import { fault, notFound, SalesforceError } from './errors.ts';
import { readId } from './ids.ts';
import { type FieldSpec, findField, findObject, type ObjectSpec } from './objects.ts';
import { type Records, readField } from './records.ts';
import { authenticate, countRequest, issueToken } from './sessions.ts';
import { readSoql } from './soql.ts';
import type { OrgRow, RecordRow, State } from './state.ts';
import { readValues } from './values.ts';

interface Call {
  org: OrgRow;
  /** Path of the API's version, as links in answers begin. */
  base: string;
  request: Request;
  response: Response;
}

export interface ApiOptions {
  state: State;
  records: Records;
  dailyRequests: number;
  sessionMs: number;
}

const oldestVersion = 46;
const newestVersion = 66;

function requireVersion(version: string): void {
  const [, major] = /^v(\d{2,3})\.0$/.exec(version) ?? [];
  if (major !== undefined && Number(major) >= oldestVersion && Number(major) <= newestVersion) return;
  throw notFound();
}

const parameter = ({ request }: Call, name: string): string => String(request.params[name] ?? '');

function objectOf(call: Call): ObjectSpec {
  const found = findObject(parameter(call, 'object'));
  if (found) return found;
  throw notFound();
}

function idOf(call: Call, object: ObjectSpec): string {
  const text = parameter(call, 'id');
  const id = readId(text);
  if (id?.startsWith(object.keyPrefix)) return id;
  throw id === undefined
    ? fault(400, 'MALFORMED_ID', `${object.label} ID: id value of incorrect type: ${text.slice(0, 40)}`, ['Id'])
    : notFound();
}

function externalIdOf(call: Call, object: ObjectSpec): FieldSpec {
  const name = parameter(call, 'field');
  const field = findField(object, name);
  if (field?.isExternalId) return field;
  throw notFound(`Provided external ID field does not exist or is not accessible: ${name}`);
}

function bodyOf({ request }: Call): Record<string, unknown> {
  if (!request.is('application/json')) {
    throw fault(415, 'UNSUPPORTED_MEDIA_TYPE', `Content type ${request.get('content-type')} is not supported`);
  }
  const body: unknown = request.body;
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body };
  throw fault(400, 'JSON_PARSER_ERROR', 'The HTTP entity body must be a JSON object');
}

const saved = (id: string) => ({ id, success: true, errors: [] });
const urlOf = (base: string, { object, id }: RecordRow): string => `${base}/sobjects/${object}/${id}`;

function upsert(call: Call, records: Records): void {
  const object = objectOf(call);
  const field = externalIdOf(call, object);
  const value = parameter(call, 'value');
  const body = bodyOf(call);
  if (Object.keys(body).some((name) => name.toLowerCase() === field.name.toLowerCase())) {
    throw fault(400, 'INVALID_FIELD', `The ${field.name} field should not be specified in the sobject data.`, [
      field.name,
    ]);
  }
  // The key is a value of the field like any other, with its length.
  const key = String(readValues(object, { [field.name]: value })[field.name] ?? '');
  const result = records.upsert(call.org, object, { field, value: key }, readValues(object, body));
  if ('several' in result) call.response.status(300).json(result.several.map((row) => urlOf(call.base, row)));
  else call.response.status(result.isNew ? 201 : 200).json({ ...saved(result.row.id), created: result.isNew });
}

function query({ org, base, request, response }: Call, records: Records): void {
  const soql = request.query.q;
  if (typeof soql !== 'string' || soql === '') throw fault(400, 'MALFORMED_QUERY', 'SOQL statement cannot be empty');
  const statement = readSoql(soql);
  const rows = records.query(org, statement).map((row) => ({
    attributes: { type: row.object, url: urlOf(base, row) },
    ...Object.fromEntries(statement.fields.map((spec) => [spec.name, readField(row, spec)])),
  }));
  response.json({ totalSize: rows.length, done: true, records: rows });
}

/** Salesforce's REST API, as far as it is used: every other path is one that is not there. */
export function createApi({ state, records, dailyRequests, sessionMs }: ApiOptions): Router {
  const router = express.Router({ caseSensitive: true });
  router.post('/oauth2/token', express.urlencoded({ extended: false, limit: '20kb' }), (request, response) => {
    const instanceUrl = `${request.protocol}://${request.get('host')}${request.baseUrl.replace(/\/services$/, '')}`;
    const answer = issueToken(state, request.body ?? {}, { instanceUrl, sessionMs });
    response.status('error' in answer ? 400 : 200).json(answer);
  });

  const on = (method: 'get' | 'post' | 'patch' | 'delete', path: string, answer: (call: Call) => void): void => {
    router[method](`/data/:version${path}`, (request, response) => {
      const org = authenticate(state, request);
      response.set('Sforce-Limit-Info', countRequest(state, org, dailyRequests));
      const version = String(request.params.version);
      requireVersion(version);
      answer({ org, base: `/services/data/${version}`, request, response });
    });
  };
  router.use(express.json({ limit: '1mb', type: 'application/json' }));
  on('get', '/query', (call) => query(call, records));
  on('get', '/sobjects/:object/describe', (call) => {
    call.response.json(describe(objectOf(call), call.base, call.org.hasUniqueIds));
  });
  on('post', '/sobjects/:object', (call) => {
    const object = objectOf(call);
    const row = records.create(call.org, object, readValues(object, bodyOf(call)));
    call.response.status(201).json(saved(row.id));
  });
  on('patch', '/sobjects/:object/:id', (call) => {
    const object = objectOf(call);
    records.update(call.org, object, idOf(call, object), readValues(object, bodyOf(call)));
    call.response.status(204).end();
  });
  on('delete', '/sobjects/:object/:id', (call) => {
    const object = objectOf(call);
    records.remove(call.org, object, idOf(call, object));
    call.response.status(204).end();
  });
  on('patch', '/sobjects/:object/:field/:value', (call) => upsert(call, records));

  router.use(() => {
    throw notFound();
  });
  router.use(answerFaults);
  return router;
}

const answerFaults: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) return next(error);
  if (error instanceof SalesforceError) return void response.status(error.status).json(error.body);
  const { type, status } = error as { type?: string; status?: number };
  if (type === 'entity.parse.failed' || status === 400) {
    const message = error instanceof Error ? error.message : 'unreadable';
    return void response.status(400).json([{ message, errorCode: 'JSON_PARSER_ERROR' }]);
  }
  response.status(500).json([{ message: `The sandbox failed: ${String(error)}`, errorCode: 'UNKNOWN_EXCEPTION' }]);
};
