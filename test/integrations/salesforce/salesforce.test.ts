import { afterEach, describe, expect, it } from 'vitest';
import { createSalesforce } from '../../../src/integrations/salesforce/index.ts';
import { Secret } from '../../../src/platform/secret.ts';
import { createVendorCall } from '../../../src/platform/vendor-call.ts';
import { silent } from '../gitlab/world.ts';
import { aurora, createSalesforceWorld, type SalesforceWorld, type WorldOptions } from './world.ts';

let world: SalesforceWorld;
const open = async (options?: WorldOptions) => {
  world = await createSalesforceWorld(options);
  return world.salesforce;
};
afterEach(() => world.close());

const dana = { LastName: 'Ortiz', FirstName: 'Dana', Company: 'Acme GmbH', Email: 'dana.ortiz@acme.example' };
const idField = 'Adjutant_Id__c';
const token = () => world.requests.filter((each) => each.includes('/oauth2/token')).length;

describe('createSalesforce', () => {
  it('makes a record by its external id once, and changes it the second time', async () => {
    const salesforce = await open();
    const made = await salesforce.upsert('Lead', idField, 'adj-1', dana);
    expect(made).toEqual({ id: expect.stringMatching(/^00Q\w{15}$/), url: expect.any(String), isNew: true });
    expect(made.url).toMatch(new RegExp(`/salesforce/lightning/r/Lead/${made.id}/view$`));
    const again = await salesforce.upsert('Lead', idField, 'adj-1', { Title: 'CTO' });
    expect(again).toEqual({ ...made, isNew: false });
    const found = await salesforce.findByExternalId('Lead', idField, 'adj-1', [
      'Name',
      'Title',
      'Company',
      'IsConverted',
    ]);
    expect(found).toEqual({
      id: made.id,
      url: made.url,
      fields: { Id: made.id, Name: 'Dana Ortiz', Title: 'CTO', Company: 'Acme GmbH', IsConverted: false },
    });
    expect(world.sandbox.countEffects()).toEqual({ leads: 1, leadUpdates: 1 });
  });

  it('finds nothing where there is nothing', async () => {
    const salesforce = await open();
    expect(await salesforce.findByExternalId('Lead', idField, 'adj-none', [])).toBeUndefined();
    expect(await salesforce.findBy('Lead', 'Email', 'nobody@acme.example', ['Name'], 5)).toEqual([]);
  });

  it.each([
    ['a quote', "O'Brien"],
    ['a backslash', 'back\\slash'],
    ['a quote that a backslash would open', "x\\' OR Name != '"],
    ['both kinds of quotes', `"a" 'b'`],
    ['a line end', 'one\ntwo'],
    ['another script', '李娜'],
    ['what a pattern would mean', '100%_'],
  ])('finds by exactly the text that has %s', async (_what, text) => {
    const salesforce = await open();
    await salesforce.upsert('Lead', idField, 'adj-1', { ...dana, LastName: text });
    await salesforce.upsert('Lead', idField, 'adj-2', { ...dana, Email: 'other@acme.example' });
    const found = await salesforce.findBy('Lead', 'LastName', text, ['LastName'], 5);
    expect(found.map(({ fields }) => fields.LastName)).toEqual([text]);
  });

  it.each(['a/b', 'a?b=c#d', 'ä ö', '%2F', 'x..y'])(
    'puts the external id “%s” into one segment of the path',
    async (id) => {
      const salesforce = await open();
      await salesforce.upsert('Lead', idField, id, dana);
      expect((await salesforce.findByExternalId('Lead', idField, id, [idField]))?.fields[idField]).toBe(id);
    },
  );

  it.each(['', ' ', '.', '..'])('refuses the external id “%s”', async (id) => {
    const salesforce = await open();
    await expect(salesforce.upsert('Lead', idField, id, dana)).rejects.toMatchObject({ code: 'input.invalid' });
    expect(world.sandbox.countEffects()).toEqual({});
  });

  it('changes and deletes a record', async () => {
    const salesforce = await open();
    const { id } = await salesforce.upsert('Lead', idField, 'adj-1', dana);
    await salesforce.update('Lead', id, { Title: 'Buyer', Email: null });
    const found = await salesforce.findByExternalId('Lead', idField, 'adj-1', ['Title', 'Email']);
    expect(found?.fields).toMatchObject({ Title: 'Buyer', Email: null });
    await salesforce.remove('Lead', id);
    expect(await salesforce.findByExternalId('Lead', idField, 'adj-1', [])).toBeUndefined();
    const gone = { code: 'upstream.not-found', message: expect.stringContaining('deleted') };
    await expect(salesforce.remove('Lead', id)).rejects.toMatchObject(gone);
    await expect(salesforce.update('Lead', id, { Title: 'x' })).rejects.toMatchObject(gone);
  });

  it('tells which fields may be written, how long and with which choices', async () => {
    const salesforce = await open();
    const fields = await salesforce.describe('Lead');
    expect(fields.get('Company')).toEqual({ maxLength: 255, isExternalId: false, choices: [] });
    expect(fields.get(idField)).toEqual({ maxLength: 80, isExternalId: true, choices: [] });
    expect(fields.get('LeadSource')?.choices).toContain('Trade Show');
    expect(fields.has('Name')).toBe(false);
  });

  it('asks for a token once, and once more when it has ended', async () => {
    const salesforce = await open();
    await Promise.all([1, 2, 3].map((number) => salesforce.findBy('Lead', 'Email', `${number}@acme.example`, [], 1)));
    expect(token()).toBe(1);
    world.sandbox.endSessions();
    expect(await salesforce.upsert('Lead', idField, 'adj-1', dana)).toMatchObject({ isNew: true });
    expect(token()).toBe(2);
    expect(world.sandbox.countEffects()).toEqual({ leads: 1 });
  });

  it('gives up on a token that is refused again and again', async () => {
    const salesforce = await open({ sessionMs: -1 });
    await expect(salesforce.findBy('Lead', 'Email', 'a@b.example', [], 1)).rejects.toMatchObject({
      code: 'upstream.unauthorized',
    });
    expect(token()).toBe(2);
  });

  it('sees nothing of another organisation', async () => {
    const salesforce = await open();
    const { id } = await salesforce.upsert('Lead', idField, 'adj-1', dana);
    const other = world.as({ clientId: '3MVG9.sandbox-borealis', clientSecret: 'secret-of-borealis-0123456789' });
    expect(await other.findByExternalId('Lead', idField, 'adj-1', [])).toBeUndefined();
    await expect(other.update('Lead', id, { Title: 'x' })).rejects.toMatchObject({ code: 'upstream.not-found' });
    await expect(other.remove('Lead', id)).rejects.toMatchObject({ code: 'upstream.not-found' });
  });
});

describe('what Salesforce refuses', () => {
  it.each([
    ['a missing name', { Company: 'Acme' }, 'upstream.refused', /needs more fields.*LastName/],
    ['no e-mail address', { ...dana, Email: 'dana(at)acme' }, 'upstream.refused', /e-mail address/],
    ['a text that is too long', { ...dana, LastName: 'x'.repeat(81) }, 'upstream.refused', /too long.*max length=80/],
    ['an unknown field', { ...dana, Budget__c: '1' }, 'upstream.refused', /lacks a field.*Budget__c/],
    ['a field that is read only', { ...dana, IsConverted: true }, 'upstream.refused', /IsConverted/],
  ])('is said in words: %s', async (_what, fields, code, message) => {
    const salesforce = await open();
    await expect(salesforce.upsert('Lead', idField, 'adj-1', fields)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
    expect(world.sandbox.countEffects()).toEqual({});
  });

  it('names a double of another record', async () => {
    const salesforce = await open();
    await salesforce.upsert('Lead', idField, 'adj-1', dana);
    const double = salesforce.upsert('Lead', idField, 'adj-2', { ...dana, Email: 'DANA.ortiz@acme.example' });
    await expect(double).rejects.toMatchObject({ code: 'upstream.conflict', message: expect.stringMatching(/double/) });
  });

  it('names several records that bear one external id', async () => {
    const salesforce = await open({ hasUniqueIds: false });
    const { id } = await salesforce.upsert('Lead', idField, 'adj-1', dana);
    const other = await salesforce.upsert('Lead', idField, 'adj-2', { ...dana, Email: 'b@acme.example' });
    await salesforce.update('Lead', other.id, { [idField]: 'adj-1' });
    const several = { code: 'upstream.conflict', message: expect.stringMatching(/Several records/) };
    await expect(salesforce.upsert('Lead', idField, 'adj-1', { Title: 'x' })).rejects.toMatchObject(several);
    await expect(salesforce.findByExternalId('Lead', idField, 'adj-1', [])).rejects.toMatchObject(several);
    expect(world.sandbox.records('Lead').map(({ values }) => values.Title ?? null)).toEqual([null, null]);
    expect(id).not.toBe(other.id);
  });

  it.each([
    ['an unknown client', { ...aurora, clientId: 'nobody' }],
    ['a wrong secret', { ...aurora, clientSecret: 'secret-of-aurora-wrong00000' }],
  ])('does not say the secret: %s', async (_what, account) => {
    await open();
    const asked = world.as(account).findBy('Lead', 'Email', 'a@b.example', [], 1);
    await expect(asked).rejects.toMatchObject({
      code: 'upstream.unauthorized',
      message: expect.stringMatching(/connect Salesforce again/),
    });
    await expect(asked).rejects.not.toMatchObject({ message: expect.stringContaining(account.clientSecret) });
  });

  it('is to be asked again later when the requests of the day are used up', async () => {
    const salesforce = await open({ dailyRequests: 1 });
    await salesforce.findBy('Lead', 'Email', 'a@b.example', [], 1);
    await expect(salesforce.upsert('Lead', idField, 'adj-1', dana)).rejects.toMatchObject({
      code: 'upstream.rate-limited',
      retryAfterMs: 3_600_000,
    });
  });
});

describe('what goes wrong on the way', () => {
  it('is tried again when it only reads', async () => {
    const salesforce = await open();
    world.fault({ kind: 'status', status: 503, path: '/query', times: 1 });
    world.fault({ kind: 'drop-before', path: '/query', times: 1 });
    expect(await salesforce.findBy('Lead', 'Email', 'a@b.example', [], 1)).toEqual([]);
  });

  it.each([
    ['an answer that never comes', { kind: 'drop-after', method: 'PATCH' } as const, 1],
    ['a request that never arrives', { kind: 'drop-before', method: 'PATCH' } as const, 0],
    ['a vendor that is away', { kind: 'status', status: 500, method: 'PATCH' } as const, 0],
  ])('is sent once when it changes something: %s', async (_what, rule, leads) => {
    const salesforce = await open();
    world.fault({ ...rule, times: 1 });
    const sent = salesforce.upsert('Lead', idField, 'adj-1', dana);
    await expect(sent).rejects.toMatchObject({ code: 'upstream.unavailable' });
    expect(world.requests.filter((each) => each.startsWith('PATCH')).length).toBe(1);
    expect(world.sandbox.records('Lead').length).toBe(leads);
  });

  it('is one try when it deletes', async () => {
    const salesforce = await open();
    const { id } = await salesforce.upsert('Lead', idField, 'adj-1', dana);
    world.fault({ kind: 'status', status: 503, method: 'DELETE', times: 1 });
    await expect(salesforce.remove('Lead', id)).rejects.toMatchObject({ code: 'upstream.unavailable' });
    expect(world.requests.filter((each) => each.startsWith('DELETE')).length).toBe(1);
  });

  it('ends in time when nobody answers', async () => {
    await open();
    world.fault({ kind: 'delay', delayMs: 3_000, path: '/query', times: 5 });
    const vendor = createVendorCall({ name: 'salesforce', timeoutMs: 400, log: silent, firstDelayMs: 1 });
    const clientSecret = new Secret(aurora.clientSecret);
    const hasty = createSalesforce({ url: world.url, clientId: aurora.clientId, clientSecret, timeoutMs: 150 }, vendor);
    await expect(hasty.findBy('Lead', 'Email', 'a@b.example', [], 1)).rejects.toMatchObject({
      code: 'upstream.unavailable',
    });
  });
});
