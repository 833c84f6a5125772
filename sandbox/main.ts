import { join, resolve } from 'node:path';
import { openInstallation, untilStopped } from '../src/installation.ts';
import { createApplication } from '../src/main.ts';
import { loadConfig } from '../src/platform/config.ts';
import { listenPort } from '../src/platform/free-port.ts';
import { Secret } from '../src/platform/secret.ts';
import { createPickPerson } from './console-sign-in.ts';
import { greeting } from './greeting.ts';
import { onboard } from './onboard.ts';
import { organisations } from './organisations.ts';
import { startVendors } from './vendors.ts';

const checkout = resolve(import.meta.dirname, '..');
const say = (line: string): void => console.log(line);

/** `npm start`: the product with the vendors in miniature beside it, and nothing to configure. */
async function main(): Promise<void> {
  const config = loadConfig({ LOG_LEVEL: 'warn', ...process.env });
  if (config.NODE_ENV === 'production') {
    throw new Error('The sandbox does not run in production. Start the product alone: node src/main.ts');
  }
  say('Starting the database …');
  const installation = await openInstallation(config, checkout, say);
  const { folder, secrets, port, publicUrl } = installation;
  try {
    say('Starting the sandbox of Slack and GitLab …');
    const signingSecret = secrets.get('slack-signing-secret');
    const vendors = await startVendors({
      folder: join(folder, 'sandbox'),
      port: await listenPort({
        wanted: Number(process.env.SANDBOX_PORT ?? port + 1),
        explicit: process.env.SANDBOX_PORT !== undefined,
      }),
      organisations,
      source: process.env.SANDBOX_REPOSITORY ?? checkout,
      signingSecret,
      requestUrl: () => `http://127.0.0.1:${port}/slack/events`,
    });
    say('Starting Adjutant …');
    const application = await createApplication({
      ...installation,
      config: { ...config, SLACK_API_URL: vendors.slackApiUrl },
      slackSigningSecret: new Secret(signingSecret),
      signIn: createPickPerson(organisations),
      isSandbox: true,
    });
    const tokenOf = ({ key }: { key: string }): string => `adj_${secrets.get(`mcp-token-${key}`)}`;
    await onboard({ services: application.services, organisations, gitlabUrl: vendors.gitlabUrl, tokenOf });
    installation.announce(publicUrl);
    say(
      greeting({
        chat: vendors.url,
        console: `${publicUrl}/console`,
        mcp: `${publicUrl}/mcp`,
        gitlab: vendors.gitlabUrl,
        token: tokenOf({ key: 'aurora' }),
      }),
    );
    await untilStopped();
    say('\nStopping …');
    await application.close();
    await vendors.close();
  } finally {
    await installation.close();
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
