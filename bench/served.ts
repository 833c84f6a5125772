import { aadOf, tenantOf } from '../sandbox/teams/index.ts';
import { buildWorld } from '../test/harness/build-world.ts';
import { waitFor } from '../test/harness/wait-for.ts';
import { startBareTeams } from './bare-teams.ts';
import { startBareBolt, startBareMcp } from './floors.ts';

/** What is measured, in a process of its own: the product with the sandbox's vendors, and the floors beside it. */
const [, , postgresUrl = ''] = process.argv;
const world = await buildWorld({
  postgresUrl,
  watchesContracts: false,
  // Slack would slow down whoever posts so much; what is measured here is ours.
  slackLimits: { postBurst: 100_000, tierFactor: 1_000 },
  teamsThrottle: { perConversation: [], perTenantASecond: 100_000 },
  settings: { LEASE_SECONDS: '15', SWEEP_SECONDS: '5' },
});
const bolt = await startBareBolt(world.signingSecret, postgresUrl);
const mcp = await startBareMcp(world.application.services.identity, postgresUrl);

const { slack, teams } = world.vendors;
const bareTeams = await startBareTeams(teams.settings(), postgresUrl);

/** A message of Maria's in her chat with the bot. */
async function teamsPlace() {
  const who = { tenant: tenantOf(world.aurora), user: aadOf(world.aurora.people[0] ?? { email: '' }) };
  const chat = await teams.drive.openPersonal(who);
  const activity = teams.drive.activityOf({ ...who, conversation: chat.id, text: 'identity who-am-i' }, '1');
  const seconds = Math.floor(Date.now() / 1_000);
  const token = teams.signing.sign({
    iss: 'https://api.botframework.com',
    aud: teams.settings().TEAMS_APP_ID,
    serviceurl: activity.serviceUrl,
    nbf: seconds - 60,
    exp: seconds + 3_600,
  });
  return { url: `${world.url}/teams/messages`, bare: bareTeams.url, activity, token };
}
const team = world.aurora.slack.team;
const channel = world.aurora.slack.channels[0]?.id ?? '';
const user = world.aurora.people[0]?.slack ?? '';

const posted = (): number => slack.countEffects()['chat.postMessage'] ?? 0;

/** From the command to what is posted for it, in milliseconds: the second message of a request is its card or its answer. */
async function timeCommand(text: string): Promise<number> {
  const before = posted();
  const start = performance.now();
  await slack.drive.command({ team, channel, user, command: '/adjutant', text });
  await waitFor('the card or the answer', () => posted() >= before + 2, 10_000, 1);
  return performance.now() - start;
}

process.on('message', async (request: { command: string } | 'close') => {
  if (request === 'close') {
    await bolt.close();
    await mcp.close();
    await bareTeams.close();
    await world.close();
    process.disconnect();
    return;
  }
  process.send?.({ ms: await timeCommand(request.command) });
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
  teams: await teamsPlace(),
});
