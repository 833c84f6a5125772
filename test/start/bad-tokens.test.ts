import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { organisations } from '../../sandbox/organisations.ts';
import { aadOf, tenantOf } from '../../sandbox/teams/index.ts';
import type { Vendors } from '../../sandbox/vendors.ts';
import { freePort } from '../../src/platform/free-port.ts';
import { startProcess } from './started-process.ts';
import { openVendors, startDatabase } from './surroundings.ts';

const seconds = (): number => Math.floor(Date.now() / 1_000);
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Tokens as they must not be, and one as it should. */
function tokensOf({ teams: { signing, settings, serviceUrl } }: Vendors): Record<string, string> {
  const claims = {
    iss: 'https://api.botframework.com',
    aud: settings().TEAMS_APP_ID,
    serviceurl: serviceUrl(),
    nbf: seconds() - 600,
    exp: seconds() + 600,
  };
  const forged = `${encode({ alg: 'RS256', typ: 'JWT', kid: signing.kid })}.${encode(claims)}`;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  return {
    'out of date': signing.sign({ ...claims, exp: seconds() - 400 }),
    'by another key': `${forged}.${sign('RSA-SHA256', Buffer.from(forged), privateKey).toString('base64url')}`,
    'by an unknown key': signing.sign(claims, { kid: 'nobody' }),
    'for somebody else': signing.sign({ ...claims, aud: '00000000-0000-4000-8000-000000000000' }),
    'for another service': signing.sign({ ...claims, serviceurl: 'https://evil.example/' }),
    'not signed': `${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims)}.`,
    'no token': 'abc.def.ghi',
    'as it should be': signing.sign(claims),
  };
}

describe('tokens that are not the Bot Framework’s', () => {
  it('are refused, and nothing but our own log stands on standard error', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'adjutant-start-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const port = await freePort();
    const databaseUrl = await startDatabase(folder);
    const vendors = await openVendors(folder, port);
    const product = startProcess('src/main.ts', folder, {
      ...vendors.teams.settings(),
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      ADJUTANT_SECRET: 's'.repeat(32),
    });
    onTestFinished(() => product.kill());
    await product.says('Adjutant is ready');

    const [aurora] = organisations;
    const [person] = aurora?.people ?? [];
    if (!aurora || !person) throw new Error('the sandbox has nobody');
    const { drive } = vendors.teams;
    const who = { tenant: tenantOf(aurora), user: aadOf(person) };
    const where = { ...who, conversation: (await drive.openPersonal(who)).id };
    const body = JSON.stringify(drive.activityOf({ ...where, text: 'help' }, '1700000000000'));
    const statuses: [string, number][] = [];
    for (const [kind, token] of Object.entries(tokensOf(vendors))) {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
      const { status } = await fetch(`http://127.0.0.1:${port}/teams/messages`, { method: 'POST', headers, body });
      statuses.push([kind, status]);
    }
    const kinds = statuses.map(([kind]) => kind);
    expect(statuses).toEqual(kinds.map((kind) => [kind, kind === 'as it should be' ? 200 : 401]));

    product.signal('SIGTERM');
    expect(await product.ended()).toBe(0);
    const lines = product.output.error.split('\n').filter((line) => line !== '');
    const isLog = (line: string): boolean => /^\{.*\}$/.test(line) && 'level' in JSON.parse(line);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((line) => !isLog(line))).toEqual([]);
  });
});
