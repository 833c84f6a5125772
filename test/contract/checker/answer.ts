import type { IncomingHttpHeaders } from 'node:http';
import { parseJson } from './forms.ts';
import { mediaTypeOf } from './request-body.ts';
import type { Operation } from './routes.ts';
import { type Finding, preferPrecise, type Validation } from './validation.ts';

/** What a vendor promises beyond its published document. */
export interface VendorRules {
  /** Operations that the rules name, so that a misspelled one is found at once and not skipped for ever. */
  readonly operations: readonly string[];
  /** Statuses that every operation may answer, though the document does not repeat them. */
  isCommonStatus(status: number): boolean;
  checkRequest(operation: string, body: unknown): Finding[];
  checkAnswer(operation: string, answer: Answer): Finding[];
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The body as JSON; undefined where it is none. */
  readonly json: unknown;
}

const mayHaveNoBody = (method: string, status: number) => method === 'HEAD' || status === 204 || status === 304;

export function createAnswerCheck(validation: Validation, rules: VendorRules) {
  return (operation: Operation, status: number, headers: IncomingHttpHeaders, body: Uint8Array): Finding[] => {
    const declared = operation.object.responses[status];
    if (!declared && !rules.isCommonStatus(status))
      return [statusFault(status, Object.keys(operation.object.responses))];
    if (mayHaveNoBody(operation.method, status)) {
      return body.length === 0 ? [] : [{ place: 'body', message: `must be empty in an answer ${status}` }];
    }
    const json = isJson(headers) ? parseJson(new TextDecoder().decode(body)) : undefined;
    const published = declared?.content ? checkContent(declared.content, headers, json, validation) : [];
    if (published.length > 0 && json === undefined) return published;
    return preferPrecise(published, rules.checkAnswer(operation.name, { status, headers, json }));
  };
}

/** Problem documents, such as X's, are JSON, too. */
const isJson = (headers: IncomingHttpHeaders) =>
  /^application\/(problem\+)?json$/.test(mediaTypeOf(headers['content-type']));

function statusFault(status: number, declared: readonly string[]): Finding {
  return { place: 'status', message: `${status} is not an answer of this operation, expected ${declared.join(', ')}` };
}

function checkContent(
  content: NonNullable<Operation['object']['responses'][string]['content']>,
  headers: IncomingHttpHeaders,
  json: unknown,
  validation: Validation,
): Finding[] {
  const type = mediaTypeOf(headers['content-type']);
  const media = content[type];
  if (!media) {
    const message = `has the content type "${type}", expected ${Object.keys(content).join(' or ')}`;
    return [{ place: 'body', message }];
  }
  if (json === undefined) return [{ place: 'body', message: 'is not JSON' }];
  return inBody(validation.check(media.schema, json));
}

export function inBody(findings: readonly Finding[]): Finding[] {
  return findings.map((finding) => ({ ...finding, place: `body${finding.place}` }));
}
