import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { onboard } from '../../sandbox/onboard.ts';
import { organisations } from '../../sandbox/organisations.ts';
import type { Vendors } from '../../sandbox/vendors.ts';
import { createApplication } from '../../src/main.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { freePort } from '../../src/platform/free-port.ts';
import { findButton } from '../harness/chat.ts';
import { waitFor } from '../harness/wait-for.ts';
import { patchCommand } from '../road/patches.ts';
import { startProcess } from './started-process.ts';
import { openVendors, signingSecret, startDatabase } from './surroundings.ts';

const secret = 's'.repeat(32);
const where = { team: 'T0AURORA01', channel: 'C0AURORENG', user: 'U0AURMARIA' };

async function onboardAt(ownerUrl: string, { gitlabUrl, xUrl, xWebUrl, salesforceUrl }: Vendors): Promise<void> {
  const application = await createApplication({
    config: loadConfig({ ROLES: 'web', LOG_LEVEL: 'silent' }),
    ownerUrl,
    masterKey: createHash('sha256').update(secret).digest(),
    port: 0,
    publicUrl: 'http://localhost',
    slackSigningSecret: undefined,
  });
  const tokenOf = ({ key }: { key: string }): string => `adj_token-of-${key}-for-this-test-alone`;
  await onboard({ services: application.services, organisations, gitlabUrl, xUrl, xWebUrl, salesforceUrl, tokenOf });
  await application.close();
}

const statusOf = async (url: string): Promise<number> => (await fetch(url)).status;

describe('two processes with a role each, on one database and secret', () => {
  it('run from one folder, keep nothing there, and do together what is asked', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'adjutant-start-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const checkout = join(folder, 'checkout');
    mkdirSync(checkout);
    chmodSync(checkout, 0o555);
    const webPort = await freePort();
    const databaseUrl = await startDatabase(folder);
    const vendors = await openVendors(folder, webPort);
    await onboardAt(databaseUrl, vendors);

    const start = (role: string, port: number) => {
      const started = startProcess('src/main.ts', checkout, {
        ROLES: role,
        PORT: String(port),
        DATABASE_URL: databaseUrl,
        ADJUTANT_SECRET: secret,
        SLACK_SIGNING_SECRET: signingSecret,
        SLACK_API_URL: vendors.slackApiUrl,
        LOG_LEVEL: 'error',
      });
      onTestFinished(() => started.kill());
      return started;
    };
    const workerPort = await freePort();
    const web = start('web', webPort);
    const worker = start('worker', workerPort);
    await Promise.all([web.says('Adjutant is ready'), worker.says('Adjutant is ready')]);
    expect(await statusOf(`http://127.0.0.1:${webPort}/health/ready`)).toBe(200);
    expect(await statusOf(`http://127.0.0.1:${workerPort}/health/ready`)).toBe(200);
    expect(await statusOf(`http://127.0.0.1:${workerPort}/console`)).toBe(404);

    const { drive } = vendors.slack;
    const line = patchCommand('Sell coffee', 'coffee');
    expect(await drive.command({ ...where, command: '/adjutant', text: line })).toMatchObject({ status: 200 });
    const messages = () => drive.channelHistory(where.channel).flatMap(({ ts }) => drive.thread(where.channel, ts));
    await waitFor('the card', () => findButton(messages(), 'Approve'));
    expect(readdirSync(checkout)).toEqual([]);

    web.signal('SIGTERM');
    worker.signal('SIGTERM');
    expect([await web.ended(), await worker.ended()]).toEqual([0, 0]);
    expect([web.output.error, worker.output.error]).toEqual(['', '']);
  });
});
