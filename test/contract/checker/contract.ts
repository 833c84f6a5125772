import type { IncomingHttpHeaders } from 'node:http';
import { createAnswerCheck, type VendorRules } from './answer.ts';
import { readOpenApi } from './document.ts';
import { gitlabRules } from './gitlab-rules.ts';
import { openaiRules } from './openai-rules.ts';
import { createRequestCheck, type RequestReading, type SentRequest } from './request.ts';
import { createRouter, listOperations } from './routes.ts';
import { salesforceRules } from './salesforce-rules.ts';
import { slackRules } from './slack-rules.ts';
import { teamsRules } from './teams-rules.ts';
import { createValidation, type Finding, preferPrecise } from './validation.ts';
import { xRules } from './x-rules.ts';

export type { SentRequest } from './request.ts';

export type Vendor = 'gitlab' | 'openai' | 'salesforce' | 'slack' | 'teams' | 'x';

export interface Violation extends Finding {
  readonly side: 'request' | 'response';
  /** The operation's name, or method and path where there is none. */
  readonly operation: string;
}

export interface Contract {
  /** Names such as `POST /chat.postMessage`, below the base path. */
  readonly operations: readonly string[];
  checkRequest(request: SentRequest): Promise<{ operation?: string; violations: Violation[] }>;
  checkResponse(operation: string, status: number, headers: IncomingHttpHeaders, body: Uint8Array): Violation[];
}

interface Source {
  readonly file: string;
  /** What the document's paths begin with, and the base path of a proxy ends with. */
  readonly prefix: string;
  readonly reading: RequestReading;
  readonly rules: () => VendorRules;
}

const VENDORS: Readonly<Record<Vendor, Source>> = {
  gitlab: {
    file: 'gitlab/gitlab.openapi3.json',
    prefix: '/api/v4',
    reading: { readsBodyAsQuery: true },
    rules: gitlabRules,
  },
  openai: {
    file: 'openai/openai.openapi31.json',
    prefix: '',
    reading: { readsBodyAsQuery: false },
    rules: openaiRules,
  },
  salesforce: {
    file: 'salesforce/salesforce.openapi3.json',
    prefix: '',
    reading: { readsBodyAsQuery: false },
    rules: salesforceRules,
  },
  teams: {
    file: 'teams/connector.openapi3.json',
    prefix: '',
    reading: { readsBodyAsQuery: false },
    rules: teamsRules,
  },
  x: { file: 'x/x.json', prefix: '/2', reading: { readsBodyAsQuery: false }, rules: xRules },
  slack: { file: 'slack/slack_web.openapi3.json', prefix: '', reading: { readsBodyAsQuery: false }, rules: slackRules },
};

export function loadContract(vendor: Vendor): Contract {
  const { file, prefix, reading, rules: rulesOf } = VENDORS[vendor];
  const document = readOpenApi(file);
  const rules = rulesOf();
  const operations = listOperations(document, prefix);
  const byName = new Map(operations.map((operation) => [operation.name, operation]));
  const unknown = rules.operations.filter((name) => !byName.has(name));
  if (unknown.length > 0) throw new Error(`The rules for ${vendor} name unknown operations: ${unknown.join(', ')}`);
  const route = createRouter(operations);
  const findInRequest = createRequestCheck(document, createValidation(document.components.schemas, 'closed'), reading);
  const findInAnswer = createAnswerCheck(createValidation(document.components.schemas, 'open'), rules);

  return {
    operations: [...byName.keys()],
    async checkRequest(request) {
      const match = route(request.method, request.rawPath);
      const sent = `${request.method} ${request.rawPath}`;
      if (!match) return { violations: violations('request', sent, [{ place: 'path', message: 'no such operation' }]) };
      const operation = match.operation.name;
      const { findings, body } = await findInRequest(match, request);
      const all = preferPrecise(findings, rules.checkRequest(operation, body));
      return { operation, violations: violations('request', operation, all) };
    },
    checkResponse(name, status, headers, body) {
      const operation = byName.get(name);
      if (!operation) throw new Error(`The contract of ${vendor} has no operation "${name}"`);
      return violations('response', name, findInAnswer(operation, status, headers, body));
    },
  };
}

function violations(side: Violation['side'], operation: string, findings: readonly Finding[]): Violation[] {
  return findings.map((finding) => ({ side, operation, ...finding }));
}
