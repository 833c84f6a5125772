import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import jsforce from 'jsforce';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFaults } from '../../../sandbox/faults.ts';
import { makeId, readId } from '../../../sandbox/salesforce/ids.ts';
import { createSalesforceSandbox, type SalesforceSandbox } from '../../../sandbox/salesforce/index.ts';
import { readSoql } from '../../../sandbox/salesforce/soql.ts';
import { openStore, type Store } from '../../../sandbox/store.ts';

const account = { key: 'a', name: 'Aurora', user: 'Adjutant', clientId: 'client', clientSecret: 'secret-0123' };
const dana = { LastName: 'Ortiz', Company: 'Acme', Email: 'dana@acme.example' };

let folder: string;
let store: Store;
let sandbox: SalesforceSandbox;
let server: Server;
let base: string;
const faults = createFaults();

async function start(dailyRequests = 1000): Promise<void> {
  store = openStore(join(folder, 'vendors.sqlite'));
  sandbox = createSalesforceSandbox({ store, dailyRequests });
  sandbox.addOrg(account);
  const app = express();
  app.use('/salesforce', faults.middleware('salesforce'), sandbox.router);
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/salesforce`;
}
async function stop(): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  store.close();
}
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'adjutant-salesforce-'));
  faults.clear();
  await start();
});
afterEach(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

const grant = (form: Record<string, string>) =>
  fetch(`${base}/services/oauth2/token`, { method: 'POST', body: new URLSearchParams(form) });
const credentials = { grant_type: 'client_credentials', client_id: 'client', client_secret: 'secret-0123' };
async function token(): Promise<string> {
  const answer = (await (await grant(credentials)).json()) as { access_token: string };
  return answer.access_token;
}
let bearer = '';
async function call(
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: unknown; limit: string | null }> {
  bearer ||= await token();
  const response = await fetch(`${base}/services/data/v62.0${path}`, {
    method,
    headers: {
      authorization: `Bearer ${bearer}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    body: text === '' ? '' : JSON.parse(text),
    limit: response.headers.get('sforce-limit-info'),
  };
}
beforeEach(() => {
  bearer = '';
});
const made = async (body: unknown = dana): Promise<string> => {
  const { body: answer } = await call('POST', '/sobjects/Lead', body);
  return (answer as { id: string }).id;
};
const query = (soql: string) => call('GET', `/query?q=${encodeURIComponent(soql)}`);

describe('a client that others wrote', () => {
  it('gets its token, writes, asks and deletes', async () => {
    const connection = new jsforce.Connection({
      loginUrl: base,
      instanceUrl: base,
      version: '62.0',
      oauth2: { loginUrl: base, clientId: 'client', clientSecret: 'secret-0123' },
    });
    await connection.authorize({ grant_type: 'client_credentials' });
    const { id } = await connection.create('Lead', dana);
    await connection.update('Lead', { Id: id ?? '', Title: 'CTO' });
    const upserted = await connection.upsert(
      'Lead',
      { Adjutant_Id__c: 'adj-1', LastName: 'Lee', Company: 'X' },
      'Adjutant_Id__c',
    );
    expect(upserted).toMatchObject({ success: true, created: true });
    const { records } = await connection.query("SELECT Id, Title FROM Lead WHERE Email = 'DANA@acme.example'");
    expect(records).toMatchObject([{ Id: id, Title: 'CTO' }]);
    await connection.destroy('Lead', id ?? '');
    expect((await connection.describe('Lead')).fields.find(({ name }) => name === 'LastName')).toMatchObject({
      nillable: false,
      length: 80,
    });
    expect(connection.limitInfo.apiUsage?.limit).toBe(1000);
    expect(sandbox.countEffects()).toEqual({ leads: 2, leadUpdates: 1, leadDeletions: 1 });
  });
});

describe('tokens', () => {
  it.each([
    ['another grant', { ...credentials, grant_type: 'password' }, 'unsupported_grant_type'],
    ['an unknown client', { ...credentials, client_id: 'x' }, 'invalid_client_id'],
    ['a wrong secret', { ...credentials, client_secret: 'x' }, 'invalid_client'],
  ])('are not given for %s', async (_what, form, error) => {
    const response = await grant(form);
    expect([response.status, await response.json()]).toEqual([400, expect.objectContaining({ error })]);
  });

  it('are asked for with each request, and end', async () => {
    await made();
    sandbox.endSessions();
    const ended = [{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }];
    expect(await call('GET', '/sobjects/Lead/describe')).toMatchObject({ status: 401, body: ended });
  });
});

describe('writing', () => {
  it.each<[string, unknown, number, string, string[] | undefined]>([
    ['no last name and no company', { FirstName: 'Dana' }, 400, 'REQUIRED_FIELD_MISSING', ['LastName', 'Company']],
    ['an empty company', { ...dana, Company: ' ' }, 400, 'REQUIRED_FIELD_MISSING', ['Company']],
    ['a wrong address', { ...dana, Email: 'x' }, 400, 'INVALID_EMAIL_ADDRESS', ['Email']],
    ['a long name', { ...dana, LastName: 'x'.repeat(81) }, 400, 'STRING_TOO_LONG', ['LastName']],
    ['an unknown field', { ...dana, Nope__c: 1 }, 400, 'INVALID_FIELD', undefined],
    ['a field of the system', { ...dana, CreatedDate: 'x' }, 400, 'INVALID_FIELD_FOR_INSERT_UPDATE', ['CreatedDate']],
    ['a number for a text', { ...dana, Title: 7 }, 400, 'JSON_PARSER_ERROR', undefined],
    ['a list for a record', [dana], 400, 'JSON_PARSER_ERROR', undefined],
  ])('refuses %s', async (_what, body, status, errorCode, fields) => {
    const answer = await call('POST', '/sobjects/Lead', body);
    expect(answer).toMatchObject({ status, body: [{ errorCode, ...(fields ? { fields } : {}) }] });
    expect(sandbox.records('Lead')).toEqual([]);
    expect(sandbox.countEffects()).toEqual({});
  });

  it('refuses a double by its address, and a value that has to be unique', async () => {
    const id = await made({ ...dana, Adjutant_Id__c: 'adj-1' });
    expect(await call('POST', '/sobjects/Lead', { ...dana, Email: 'DANA@acme.example' })).toMatchObject({
      status: 400,
      body: [{ errorCode: 'DUPLICATES_DETECTED' }],
    });
    const other = { LastName: 'Lee', Company: 'X', Adjutant_Id__c: 'ADJ-1' };
    expect(await call('POST', '/sobjects/Lead', other)).toMatchObject({
      body: [{ errorCode: 'DUPLICATE_VALUE', message: expect.stringContaining(id) }],
    });
    expect(sandbox.countEffects()).toEqual({ leads: 1 });
  });

  it('makes and changes by external id: 201, then 200', async () => {
    const path = '/sobjects/Lead/Adjutant_Id__c/adj-1';
    expect(await call('PATCH', path, dana)).toMatchObject({
      status: 201,
      body: { created: true, success: true, errors: [] },
    });
    expect(await call('PATCH', path, { Title: 'CTO' })).toMatchObject({ status: 200, body: { created: false } });
    expect(await call('PATCH', path, { Adjutant_Id__c: 'x' })).toMatchObject({
      status: 400,
      body: [{ errorCode: 'INVALID_FIELD' }],
    });
    expect(await call('PATCH', '/sobjects/Lead/Title/x', dana)).toMatchObject({
      status: 404,
      body: [{ errorCode: 'NOT_FOUND' }],
    });
    expect(await call('PATCH', '/sobjects/Lead/Adjutant_Id__c/adj-2', {})).toMatchObject({
      body: [{ errorCode: 'REQUIRED_FIELD_MISSING' }],
    });
  });

  it('answers 300 where several match, and changes none', async () => {
    sandbox.addOrg({ ...account, hasUniqueIds: false });
    const [one, other] = [
      await made({ ...dana, Adjutant_Id__c: 'x' }),
      await made({ LastName: 'Lee', Company: 'X', Adjutant_Id__c: 'x' }),
    ];
    expect(await call('PATCH', '/sobjects/Lead/Adjutant_Id__c/x', { Title: 'CTO' })).toMatchObject({
      status: 300,
      body: [one, other].map((id) => `/services/data/v62.0/sobjects/Lead/${id}`),
    });
    expect(sandbox.records('Lead').map(({ values }) => values.Title)).toEqual([undefined, undefined]);
  });

  it('takes the tasks of a deleted lead along, and knows it no more', async () => {
    const id = await made();
    const { body } = await call('POST', '/sobjects/Task', { WhoId: id, Subject: 'Call', ActivityDate: '2026-12-01' });
    expect(body).toMatchObject({ success: true });
    expect(await call('DELETE', `/sobjects/Lead/${id}`)).toMatchObject({ status: 204, body: '' });
    expect(sandbox.records('Task')).toEqual([]);
    for (const [method, sent] of [
      ['DELETE', undefined],
      ['PATCH', { Title: 'x' }],
    ] as const)
      expect(await call(method, `/sobjects/Lead/${id}`, sent)).toMatchObject({
        status: 404,
        body: [{ errorCode: 'ENTITY_IS_DELETED' }],
      });
    expect(await call('POST', '/sobjects/Task', { WhoId: id })).toMatchObject({
      status: 400,
      body: [{ errorCode: 'ENTITY_IS_DELETED' }],
    });
  });

  it.each([
    ['a date that is none', { ActivityDate: '2026-02-30' }, 'JSON_PARSER_ERROR'],
    ['an id that is none', { WhoId: 'nobody' }, 'MALFORMED_ID'],
    ['somebody who is not there', { WhoId: makeId('00Q', 4711) }, 'INVALID_CROSS_REFERENCE_KEY'],
  ])('refuses a task with %s', async (_what, body, errorCode) => {
    expect(await call('POST', '/sobjects/Task', body)).toMatchObject({ status: 400, body: [{ errorCode }] });
  });

  it('does not change a lead that was converted', async () => {
    const id = await made();
    sandbox.editByHand(id, { Status: 'Closed - Converted' }, 'Olga');
    expect(await call('PATCH', `/sobjects/Lead/${id}`, { Title: 'x' })).toMatchObject({
      body: [{ errorCode: 'CANNOT_UPDATE_CONVERTED_LEAD' }],
    });
  });

  it.each([
    ['another object', 'POST', '/sobjects/Nope', dana],
    ['another path', 'GET', '/nope', undefined],
    ['a malformed id', 'PATCH', '/sobjects/Lead/123', dana],
  ])('finds no %s', async (_what, method, path, body) => {
    const { status, body: answer } = await call(method, path, body);
    expect([400, 404]).toContain(status);
    expect(answer).toMatchObject([{ errorCode: expect.stringMatching(/NOT_FOUND|MALFORMED_ID/) }]);
  });
});

describe('asking', () => {
  it('counts requests, and stops when they are used up', async () => {
    await stop();
    await start(2);
    expect((await call('GET', '/sobjects/Lead/describe')).limit).toBe('api-usage=1/2');
    expect((await query('SELECT Id FROM Lead')).limit).toBe('api-usage=2/2');
    expect(await query('SELECT Id FROM Lead')).toMatchObject({
      status: 403,
      body: [{ errorCode: 'REQUEST_LIMIT_EXCEEDED' }],
    });
  });

  it('answers fields in their order, newest first, and no more than asked for', async () => {
    await made();
    const id = await made({ LastName: 'Lee', FirstName: 'Bob', Company: 'Acme' });
    const { body } = await query(
      "SELECT Id, Name, IsConverted FROM Lead WHERE Company = 'acme' AND IsConverted = false ORDER BY CreatedDate DESC LIMIT 1",
    );
    expect(body).toMatchObject({
      totalSize: 1,
      done: true,
      records: [{ attributes: { type: 'Lead' }, Id: expect.any(String) }],
    });
    expect(JSON.stringify(body)).toMatch(/"Id":.*"Name":.*"IsConverted":false/);
    expect(id).toMatch(/^00Q/);
  });

  it.each([
    ['SELECT Id FROM', 'MALFORMED_QUERY'],
    ['SELECT Id, FROM Lead', 'MALFORMED_QUERY'],
    ['DELETE FROM Lead', 'MALFORMED_QUERY'],
    ["SELECT Id FROM Lead WHERE Name = 'x", 'MALFORMED_QUERY'],
    ["SELECT Id FROM Lead WHERE Name = 'x' OR Name = 'y'", 'MALFORMED_QUERY'],
    ["SELECT Id FROM Lead WHERE Name LIKE 'x%'", 'MALFORMED_QUERY'],
    ['SELECT Id FROM Lead; SELECT Id FROM Task', 'MALFORMED_QUERY'],
    ['SELECT COUNT() FROM Lead', 'MALFORMED_QUERY'],
    ['SELECT Nope FROM Lead', 'INVALID_FIELD'],
    ["SELECT Id FROM Lead WHERE Description = 'x'", 'INVALID_FIELD'],
    ["SELECT Id FROM Lead WHERE Id = 'x'", 'INVALID_QUERY_FILTER_OPERATOR'],
    ['SELECT Id FROM Account', 'INVALID_TYPE'],
  ])('refuses %s', (soql, errorCode) => {
    expect(() => readSoql(soql)).toThrow(errorCode);
  });

  it('reads every escape of a text', () => {
    const { conditions } = readSoql(String.raw`SELECT Id FROM Lead WHERE Name = 'a\'b\\c\nd\u00e9\"'`);
    expect(conditions[0]?.value).toBe('a\'b\\c\ndé"');
  });
});

describe('what Salesforce remembers', () => {
  it('survives a restart, with its counts and its tokens', async () => {
    const id = await made();
    await stop();
    await start();
    expect(sandbox.records('Lead').map((row) => row.id)).toEqual([id]);
    expect(sandbox.countEffects()).toEqual({ leads: 1 });
    expect((await query('SELECT Id FROM Lead')).status).toBe(200);
    expect(await made({ LastName: 'Lee', Company: 'X' })).not.toBe(id);
  });

  it('is made once though the answer was lost', async () => {
    bearer = await token();
    faults.add({ vendor: 'salesforce', kind: 'drop-after', method: 'PATCH', times: 1 });
    const path = '/sobjects/Lead/Adjutant_Id__c/adj-1';
    await expect(call('PATCH', path, dana)).rejects.toThrow();
    expect(await call('PATCH', path, dana)).toMatchObject({ status: 200 });
    expect(sandbox.countEffects()).toEqual({ leads: 1, leadUpdates: 1 });
  });

  it('is gone after a reset, but for its organisations', async () => {
    await made();
    sandbox.reset();
    bearer = '';
    expect(sandbox.records('Lead')).toEqual([]);
    expect(sandbox.countEffects()).toEqual({});
    expect(await made()).toMatch(/^00Q/);
  });
});

describe('ids', () => {
  it('have a checksum, and mean the same without it', () => {
    const id = makeId('00Q', 123_456_789);
    expect(id).toMatch(/^00QAd\w{13}$/);
    expect(readId(id.slice(0, 15))).toBe(id);
    expect(readId(`${id.slice(0, 15)}ZZZ`)).toBeUndefined();
    expect(new Set(Array.from({ length: 1000 }, (_, number) => makeId('00Q', number))).size).toBe(1000);
  });
});

describe('the pages', () => {
  const page = async (path: string) => {
    const response = await fetch(`${base}${path}`);
    return {
      status: response.status,
      text: await response.text(),
      policy: response.headers.get('content-security-policy'),
    };
  };
  const save = (id: string, form: Record<string, string>, origin = new URL(base).origin) =>
    fetch(`${base}/lightning/r/Lead/${id}/view`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin },
      body: new URLSearchParams(form),
    });

  it('show the leads, and a lead with its tasks and its history', async () => {
    const id = await made({ ...dana, Title: '<b>Buyer</b>' });
    await call('POST', '/sobjects/Task', { WhoId: id, Subject: 'Call back', ActivityDate: '2026-12-01' });
    await call('PATCH', `/sobjects/Lead/${id}`, { Title: 'CTO' });
    const list = await page('/');
    expect(list.text).toContain(`/salesforce/lightning/r/Lead/${id}/view`);
    expect(list.text).toContain('1 open task');
    const lead = await page(`/lightning/r/Lead/${id}/view`);
    for (const words of ['Ortiz', 'CTO', 'Call back', '2026-12-01', '&lt;b&gt;Buyer&lt;/b&gt;', 'created this lead'])
      expect(lead.text).toContain(words);
    expect(lead.policy).toContain("default-src 'none'");
    expect((await page('/-/pages.css')).status).toBe(200);
  });

  it('let a person change a lead, and count it as nobody’s doing', async () => {
    const id = await made();
    expect((await save(id, { Title: 'CFO', LastName: 'Ortiz' })).status).toBe(303);
    expect(sandbox.records('Lead')[0]?.values.Title).toBe('CFO');
    expect(sandbox.countEffects()).toEqual({ leads: 1 });
    const refused = await save(id, { Email: 'none' });
    expect([refused.status, await refused.text()]).toEqual([409, expect.stringContaining('invalid email address')]);
    expect((await save(id, { Title: 'x' }, 'https://evil.example')).status).toBe(403);
    expect(sandbox.records('Lead')[0]?.values.Title).toBe('CFO');
  });

  it.each(['/lightning/r/Lead/00QAd0000004711/view', '/lightning/r/Lead/x/view', '/nope'])(
    'know no %s',
    async (path) => {
      expect((await page(path)).status).toBe(404);
    },
  );
});
