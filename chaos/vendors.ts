import { join } from 'node:path';
import { onboard } from '../sandbox/onboard.ts';
import { organisations } from '../sandbox/organisations.ts';
import { startVendors } from '../sandbox/vendors.ts';
import { openInstallation, openState } from '../src/installation.ts';
import { createApplication } from '../src/main.ts';
import { loadConfig } from '../src/platform/config.ts';
import { createResources } from '../src/platform/resources.ts';

/** The vendors in a process of their own: what is killed beside them takes none of what they saw. */
const [, , folder = '', repository = '', webUrl = '', signingSecret = ''] = process.argv;
const vendors = await startVendors({
  folder: join(folder, 'vendors'),
  port: 0,
  organisations,
  source: repository,
  signingSecret,
  modelKey: `sk-chaos-${signingSecret}`,
  slackLimits: { postBurst: 100_000, tierFactor: 1_000 },
  requestUrl: () => `${webUrl}/slack/events`,
  teams: {
    password: signingSecret,
    requestUrl: () => `${webUrl}/teams/messages`,
    throttle: { perConversation: [], perTenantASecond: 100_000 },
    retryDelaysMs: [200, 600, 2_000, 5_000],
  },
});
const tokenOf = ({ key }: { key: string }): string => `adj_chaos-token-of-${key}-${signingSecret}`;

/** Brings the organisations in, with an application that is gone before anything is judged. */
async function bringIn(): Promise<void> {
  const resources = createResources();
  try {
    const config = loadConfig({ ...process.env, LOG_LEVEL: 'error', PORT: '0', ROLES: 'web' });
    const installation = await openInstallation({ config, state: openState(folder, resources), resources });
    const application = await createApplication({ ...installation, slackSigningSecret: undefined });
    resources.add(() => application.close());
    const { gitlabUrl, xUrl, xWebUrl, salesforceUrl } = vendors;
    await onboard({ services: application.services, organisations, gitlabUrl, xUrl, xWebUrl, salesforceUrl, tokenOf });
  } finally {
    await resources.closeAll();
  }
}

async function end(): Promise<void> {
  await vendors.close();
  process.exit(0);
}
process.on('disconnect', () => void end());
process.on('SIGINT', () => undefined);

await bringIn();
// Somebody may have asked to stop meanwhile.
if (process.connected)
  process.send?.({
    url: vendors.url,
    settings: { SLACK_SIGNING_SECRET: signingSecret, SLACK_API_URL: vendors.slackApiUrl, ...vendors.teams.settings() },
    tokens: Object.fromEntries(organisations.map(({ key }) => [key, tokenOf({ key })])),
  });
