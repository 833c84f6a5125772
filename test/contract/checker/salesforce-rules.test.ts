import { describe, expect, it } from 'vitest';
import { loadContract } from './contract.ts';

const contract = loadContract('salesforce');
const data = '/services/data/v62.0';
const lead = `${data}/sobjects/Lead`;

async function faults(method: string, rawPath: string, body: unknown, headers: Record<string, string> = {}) {
  const [path = '', query = ''] = rawPath.split('?');
  const { violations } = await contract.checkRequest({
    method,
    rawPath: path,
    query: new URLSearchParams(query),
    headers: { authorization: 'Bearer 00D!token', 'content-type': 'application/json', ...headers },
    body: new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body)),
  });
  return violations.map(({ place, message }) => `${place}: ${message}`);
}
const form = { 'content-type': 'application/x-www-form-urlencoded' };

describe('what is sent to Salesforce', () => {
  it.each<[string, string, string, unknown, Record<string, string>]>([
    ['a new record', 'POST', lead, { LastName: 'Ortiz' }, {}],
    ['an upsert', 'PATCH', `${lead}/Adjutant_Id__c/adj-1%2F2`, { LastName: 'Ortiz', Title: null }, {}],
    ['an update', 'PATCH', `${lead}/00QAd0000000001MAA`, { Title: 'CTO' }, {}],
    ['a grant', 'POST', '/services/oauth2/token', 'grant_type=client_credentials&client_id=a&client_secret=b', form],
  ])('passes as %s', async (_what, method, path, body, headers) => {
    expect(await faults(method, path, body, headers)).toEqual([]);
  });

  it.each<[string, string, string, unknown, Record<string, string>, RegExp]>([
    ['an id that leaves its segment', 'PATCH', `${lead}/Adjutant_Id__c/adj/1`, {}, {}, /no such operation/],
    ['another version', 'POST', '/services/data/x62.0/sobjects/Lead', {}, {}, /no such operation/],
    ['a version that is none', 'POST', '/services/data/vnew/sobjects/Lead', {}, {}, /path version: must match/],
    [
      'an id in a record',
      'PATCH',
      `${lead}/00QAd0000000001MAA`,
      { Id: '00QAd0000000001MAA' },
      {},
      /Id: does not belong/,
    ],
    ['a nested value', 'POST', lead, { Owner: { Name: 'x' } }, {}, /Owner: must be a plain value/],
    ['an id of another form', 'PATCH', `${lead}/123`, {}, {}, /path id: must match/],
    ['no credentials', 'POST', lead, {}, { authorization: '' }, /must carry bearer/],
    [
      'a grant without its secret',
      'POST',
      '/services/oauth2/token',
      'grant_type=client_credentials&client_id=a',
      form,
      /must have client_secret/,
    ],
    ['a query without its statement', 'GET', `${data}/query`, '', { 'content-type': '' }, /query q: is required/],
  ])('is a fault when it has %s', async (_what, method, path, body, headers, fault) => {
    expect((await faults(method, path, body, headers)).join('\n')).toMatch(fault);
  });
});

describe('what Salesforce answers', () => {
  const check = (operation: string, status: number, body: unknown) =>
    contract
      .checkResponse(
        operation,
        status,
        { 'content-type': 'application/json' },
        new TextEncoder().encode(JSON.stringify(body)),
      )
      .map(({ place, message }) => `${place}: ${message}`);
  const upsert = 'PATCH /services/data/v{version}/sobjects/{sobject}/{field}/{value}';

  it('is a list where it is an error', () => {
    expect(check(upsert, 400, [{ errorCode: 'X_Y', message: 'z', fields: [] }])).toEqual([]);
    expect(check(upsert, 400, { errorCode: 'X_Y', message: 'z' }).join()).toMatch(/must be array/);
  });

  it('says of each record what it is', () => {
    const query = 'GET /services/data/v{version}/query';
    const answer = (records: unknown[]) => ({ totalSize: 1, done: true, records });
    expect(check(query, 200, answer([{ attributes: { type: 'Lead', url: '/x' } }]))).toEqual([]);
    expect(check(query, 200, answer([{ Name: 'x' }])).join()).toMatch(/record without its attributes/);
  });
});
