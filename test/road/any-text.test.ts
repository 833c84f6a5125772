import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Person, personIn } from '../harness/chat.ts';
import { waitFor } from '../harness/wait-for.ts';
import { startWorld, type World } from '../harness/world.ts';
import { connectModern, type TestClient } from '../mcp/clients.ts';
import { decide, jonas } from '../mcp/people.ts';
import { gitlabOf } from './gitlab-account.ts';

let world: World;
let person: Person;
let client: TestClient;
beforeAll(async () => {
  // Slack's limits are for other tests: here many people write within a second.
  world = await startWorld({ slackLimits: { postBurst: 1_000, tierFactor: 1_000 } });
  person = personIn(world, world.aurora, 'Jonas');
  client = await connectModern(world.url, world.tokenOf(world.aurora));
});
afterAll(async () => {
  await client.close();
  await world.close();
});

/** The file as it is on the branch of the merge request of that title. */
async function changed(title: string): Promise<string> {
  const gitlab = gitlabOf(world);
  const found = await waitFor(`the merge request ${title}`, async () =>
    (await gitlab.mergeRequests()).find((each) => each.title === title),
  );
  return gitlab.file('README.md', found.source_branch);
}

describe('any text that people write', () => {
  const texts: [string, string][] = [
    ['emoji of several code points', '☕️👩‍💻🏳️‍🌈'],
    ['Arabic, from right to left', 'الشاي والقهوة'],
    ['Hebrew with marks', 'תֵּה'],
    ['a mixture of directions', 'tea \u202bشاي\u202c tea'],
    ['Chinese', '烏龍茶'],
    ['letters made of parts', 'cafe\u0301'],
    ['signs that are markup somewhere', '*tea* _tea_ `tea` <!channel> &amp; <b>'],
  ];

  it.each(texts)('is changed as it was written, asked for in Slack: %s', async (what, text) => {
    const quoted = text.replace(/(["\\])/g, '\\$1');
    await person.command(`code replace-text find=tea replace="${quoted}" title="Slack, ${what}"`);
    await person.press(await person.card(`Slack, ${what}`));
    expect(await changed(`Slack, ${what}`)).toContain(`The shop sells ${text}.`);
  });

  it.each(texts)('is changed as it was written, asked for over MCP: %s', async (what, text) => {
    const args = { project: 'aurora/adjutant', find: 'tea', replace: text, title: `MCP, ${what}` };
    const { structuredContent } = await client.callTool({ name: 'coding_replace-text', arguments: args });
    await decide(world, await jonas(world), Number(structuredContent?.run), 'approve');
    expect(await changed(`MCP, ${what}`)).toContain(`The shop sells ${text}.`);
  });
});
