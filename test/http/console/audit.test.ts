import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../../harness/wait-for.ts';
import { startWorld, type World } from '../../harness/world.ts';
import { askInSlack } from '../../road/asking.ts';
import { type Browser, hidden, signedIn } from './browser.ts';
import { type Asked, askToReplace } from './requests.ts';

let world: World;
let maria: Browser;
let jonas: Browser;
let asked: Asked;
beforeAll(async () => {
  world = await startWorld({ watchesContracts: false });
  [maria, jonas] = await Promise.all([
    signedIn(world, 'maria@aurora.example'),
    signedIn(world, 'jonas@aurora.example'),
  ]);
  asked = await askToReplace(world, 'jonas@aurora.example', { find: 'tea', replace: 'coffee' });
  const page = await maria.get(`/console/approvals/${asked.effect}`);
  const form = { token: hidden(page, 'token'), hash: hidden(page, 'hash') };
  await maria.post(`/console/approvals/${asked.effect}/decision`, { ...form, verdict: 'reject' });
});
afterAll(() => world.close());

const look = (query: Record<string, string> = {}) => maria.get(`/console/audit?${new URLSearchParams(query)}`);

describe('the audit trail', () => {
  it('shows who asked and who decided, with ways to the run and the request', async () => {
    const { status, text } = await look();
    expect(status).toBe(200);
    expect(text).toContain('Maria Lindqvist');
    expect(text).toContain('decided <code>coding.replace-text</code>');
    expect(text).toContain('<td data-label="Outcome">rejected</td>');
    expect(text).toContain(`href="/console/runs/${asked.run}"`);
    expect(text).toContain(`href="/console/approvals/${asked.effect}"`);
    expect(text).toContain('aria-current="page">Audit trail</a>');
  });

  it('tells in words, and no codes of ours, how something ended', async () => {
    const priya = { organisation: world.aurora, user: 'U0AURPRIYA', channel: 'C0AURORENG' };
    // Not even what is missing is said to who may not use it, and it is on record.
    expect(await askInSlack(world, priya, 'code replace-text')).toContain('Your role does not allow this');
    const { text } = await look({ person: 'priya' });
    expect(text).toContain('<td data-label="Outcome">not allowed</td>');
    expect(text).not.toContain('permission.denied');
  });

  it('is filtered by person, capability, action and time', async () => {
    expect((await look({ person: 'maria', action: 'decided' })).text).not.toContain('>Jonas Weber</td>');
    expect((await look({ person: 'jonas', from: 'today' })).text).toContain('>Jonas Weber</td>');
    expect((await look({ capability: 'marketing.', to: 'last year' })).text).toContain('Nothing fits');
    const { text } = await look({ person: '"><script>' });
    expect(text).toContain('value="&quot;&gt;&lt;script&gt;"');
  });

  it('says what is wrong with a time, and keeps what was typed', async () => {
    const { status, text } = await look({ from: 'вчера', person: 'Maria' });
    expect(status).toBe(400);
    expect(text).toContain('I cannot read “вчера” as a time.');
    expect(text).toContain('value="Maria"');
  });

  it('turns its pages', async () => {
    for (let count = 0; count < 60; count += 1) await look();
    const first = await look({ action: 'asked' });
    const [, older = ''] = /href="([^"]+)">Older</.exec(first.text) ?? [];
    const second = await maria.get(older.replaceAll('&amp;', '&'));
    expect(second.text).toContain('Page 2');
    expect(second.text).toContain('>Newer</a>');
    expect((await look({ page: '900' })).text).toContain('Nothing fits');
    expect((await look({ page: 'x' })).text).toContain('Page 1');
  });

  it('tells who looked, too', async () => {
    expect((await look({ capability: 'audit.' })).text).toContain('<code>audit.show-trail</code>');
  });

  it('is proved to be as it was written', async () => {
    const page = await waitFor('a place for each row', async () => {
      const { text } = await maria.get('/console/audit/proof');
      return text.includes('The audit trail is intact') && text;
    });
    expect(page).toContain('only in the logs');
    expect(await jonas.get('/console/audit/proof')).toMatchObject({ status: 403 });
  });

  it('is taken away whole, as CSV and as JSON Lines, and that is on record', async () => {
    const lines = async (form: string): Promise<readonly string[]> => {
      const { status, headers, text } = await maria.get(`/console/audit/trail.${form}`);
      expect({ status, file: headers.get('content-disposition') }).toEqual({
        status: 200,
        file: `attachment; filename=audit-trail.${form}`,
      });
      return text.trim().split(/\r?\n/);
    };
    const [head, ...rows] = await lines('csv');
    expect(head).toBe(
      'number,at,person,action,capability,outcome,run,door,id,pseudonym,run_id,effect_id,correlation,details,hash',
    );
    expect(rows.join('\n')).toContain(`,Jonas Weber,asked,coding.replace-text,pending,${asked.run},`);
    expect(rows.join('\n')).toContain(`,Maria Lindqvist,decided,coding.replace-text,reject,${asked.run},`);
    const records = (await lines('jsonl')).map((line): Record<string, unknown> => JSON.parse(line));
    expect(records.length).toBeGreaterThan(rows.length);
    expect(records[0]).toMatchObject({ number: 1, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(records.at(-1)).toMatchObject({ person: 'Maria Lindqvist', details: '{"export":"jsonl"}' });
    const { tenant } = (await world.application.services.identity.findInstallation('slack', 'T0AURORA01')) ?? {};
    let hash = Buffer.alloc(32);
    for (const record of records.filter(({ number }) => number !== null)) {
      const { id, at, pseudonym, door, action, capability, outcome, run_id, effect_id, correlation, details } = record;
      const columns = [id, at, pseudonym, door, action, capability, outcome, run_id, effect_id, correlation, details];
      const row = JSON.stringify([1, tenant, record.number, ...columns]);
      hash = createHash('sha256').update(hash).update(row).digest();
      expect(hash.toString('hex')).toBe(record.hash);
    }
    expect(await maria.get('/console/audit/trail.xml')).toMatchObject({ status: 404 });
    expect(await jonas.get('/console/audit/trail.csv')).toMatchObject({ status: 403 });
  });

  it('is for those who oversee: others have no way to it, and are told', async () => {
    expect((await jonas.get('/console/runs')).text).not.toContain('/console/audit');
    expect(await jonas.get('/console/audit')).toMatchObject({
      status: 403,
      text: expect.stringContaining('for admins and managers of your organisation. Ask one of them'),
    });
  });
});
