import type { VendorRules } from './answer.ts';
import { isRecord } from './document.ts';
import type { Finding } from './validation.ts';

const SOBJECTS = '/services/data/v{version}/sobjects/{sobject}';
const TOKEN = 'POST /services/oauth2/token';
const WRITES = [`POST ${SOBJECTS}`, `PATCH ${SOBJECTS}/{id}`, `PATCH ${SOBJECTS}/{field}/{value}`];
const QUERY = 'GET /services/data/v{version}/query';

/** What the reference says beside the paths: what each grant needs, and what a written record may hold. */
export function salesforceRules(): VendorRules {
  return {
    operations: [...WRITES, TOKEN, QUERY],
    isCommonStatus: (status) => status === 429 || status >= 500,
    checkRequest(operation, body) {
      if (operation === TOKEN) return checkGrant(body);
      return WRITES.includes(operation) ? checkRecord(body) : [];
    },
    checkAnswer(operation, { status, json }) {
      if (operation !== QUERY || status !== 200 || !isRecord(json)) return [];
      const records = Array.isArray(json.records) ? json.records : [];
      const nameless = records.filter((record) => !isRecord(record) || !isRecord(record.attributes));
      return nameless.map(() => ({ place: 'body/records', message: 'holds a record without its attributes' }));
    },
  };
}

const needs: Readonly<Record<string, readonly string[]>> = {
  client_credentials: ['client_id', 'client_secret'],
  refresh_token: ['client_id', 'refresh_token'],
};

function checkGrant(body: unknown): Finding[] {
  if (!isRecord(body)) return [];
  const missing = (needs[String(body.grant_type)] ?? []).filter((name) => !body[name]);
  return missing.map((name) => ({ place: 'body', message: `must have ${name} for this grant` }));
}

/** The id stands in the path; a record that is written names neither it nor its type again. */
function checkRecord(body: unknown): Finding[] {
  if (!isRecord(body)) return [{ place: 'body', message: 'must be a JSON object' }];
  const own = ['Id', 'attributes'].filter((name) => name in body);
  const nested = Object.entries(body).filter(([, value]) => typeof value === 'object' && value !== null);
  return [
    ...own.map((name) => ({ place: `body/${name}`, message: 'does not belong into a record that is written' })),
    ...nested.map(([name]) => ({ place: `body/${name}`, message: 'must be a plain value' })),
  ];
}
