import { buildWorld } from '../test/harness/build-world.ts';
import { waitFor } from '../test/harness/wait-for.ts';
import { startBareBolt, startBareMcp } from './floors.ts';

/** What is measured, in a process of its own: the product with the sandbox's vendors, and the floors beside it. */
const [, , postgresUrl = ''] = process.argv;
const world = await buildWorld({
  postgresUrl,
  watchesContracts: false,
  settings: { LEASE_SECONDS: '15', SWEEP_SECONDS: '5' },
});
const bolt = await startBareBolt(world.signingSecret, postgresUrl);
const mcp = await startBareMcp(world.application.services.identity, postgresUrl);

const { slack } = world.vendors;
const team = world.aurora.slack.team;
const channel = world.aurora.slack.channels[0]?.id ?? '';
const user = world.aurora.people[0]?.slack ?? '';

const patch = (line: string): string =>
  `--- a/README.md\n+++ b/README.md\n@@ -1,5 +1,5 @@\n # Shop\n \n-The shop sells tea.\n+${line}\n \n Call us at 555-0100.\n`;

/** From the command to the posted approval card, in milliseconds. */
async function timeCard(round: number): Promise<number> {
  const known = slack.drive.channelHistory(channel).length;
  const start = performance.now();
  await slack.drive.command({
    team,
    channel,
    user,
    command: '/adjutant',
    text: `code apply-patch patch=\n${patch(`Round ${round}.`)}`,
  });
  await waitFor(
    'the card',
    () => JSON.stringify(slack.drive.channelHistory(channel).slice(known)).includes('Approve'),
    10_000,
    1,
  );
  return performance.now() - start;
}

process.on('message', async (request: { card: number } | 'close') => {
  if (request === 'close') {
    await bolt.close();
    await mcp.close();
    await world.close();
    process.disconnect();
    return;
  }
  process.send?.({ ms: await timeCard(request.card) });
});
process.send?.({
  slack: `${world.url}/slack/events`,
  bolt: bolt.url,
  mcp: `${world.url}/mcp`,
  bareMcp: mcp.url,
  token: world.tokenOf({ key: 'aurora' }),
  signingSecret: world.signingSecret,
  team,
  channel,
  user,
});
