import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Person, personIn } from '../harness/chat.ts';
import { waitFor } from '../harness/wait-for.ts';
import { startWorld, type World } from '../harness/world.ts';
import { connectModern, type TestClient, textOf } from '../mcp/clients.ts';

let world: World;
let maria: Person;
let jonas: Person;
let client: TestClient;
beforeAll(async () => {
  world = await startWorld();
  maria = personIn(world, world.aurora, 'Maria');
  jonas = personIn(world, world.aurora, 'Jonas');
  client = await connectModern(world.url, world.tokenOf(world.aurora));
});
afterAll(async () => {
  await client.close();
  await world.close();
});

const tasks = 'Design: 3d\nBuild: 5d after Design';
const replace = (find: string, by: string): string =>
  `code replace-text project=aurora/adjutant find=${find} replace=${by} paths=README.md`;
/** All messages that tell of a plan with this word in it, whatever else they tell. */
const answersOf = (word: string) =>
  maria.messages().filter(({ text }) => new RegExp(`Plan \\d+[\\s\\S]*${word}`).test(text));

describe('one call that waits for an approval', () => {
  it('withholds nothing of the others: one answer tells what is ready and what still waits, and is extended', async () => {
    await maria.command(`plan Alpha launch\n${tasks}; ${replace('tea', 'coffee')}`);
    await maria.sees(/Plan \d+[\s\S]*Alpha launch[\s\S]*Replace a text[\s\S]*waits/);
    const [early, ...others] = answersOf('Alpha launch');
    expect(others).toEqual([]);
    expect(JSON.stringify(early?.blocks)).toMatch(/console\/approvals\/[0-9a-f-]{36}/);
    expect(maria.texts().filter((text) => /Make a plan.*Partly done/.test(text))).toHaveLength(1);

    await jonas.press(await maria.card('“tea”'));
    await maria.sees(/Plan \d+[\s\S]*Alpha launch[\s\S]*Merge request !\d+ is open/);
    await maria.sees(/\*Make a plan\*, \*Replace a text\*\. Done\./);
    const answers = answersOf('Alpha launch');
    expect(answers.map(({ ts }) => ts)).toEqual([early?.ts]);
    expect(answers[0]?.text).not.toMatch(/waits/);
  });

  it('tells of each as it is settled, while others go on waiting', async () => {
    await maria.command(`${replace('Shop', 'Store')}; ${replace('tea', 'mate')}`);
    const first = await maria.card('“Shop”');
    const second = await maria.card('“tea” with “mate”');
    await maria.press(first);
    await maria.sees(/Merge request !\d+ is open[\s\S]*Replace a text\* waits/);
    await maria.press(second);
    await maria.sees(/Merge request !\d+ is open[\s\S]*Merge request !\d+ is open/);
  });

  it('holds back only what rests on it', async () => {
    await maria.command(`plan Beta launch\n${tasks}; then ${replace('sells', 'offers')}; then its risks`);
    const whole = () => JSON.stringify(answersOf('Beta launch').map(({ blocks }) => blocks));
    await waitFor('what is ready', () => whole().includes('begins when what it rests on is done'));
    expect(whole()).toMatch(/Replace a text.*waits.*Assess the risks.*begins when/);
    await maria.press(await maria.card('“sells”'));
    await waitFor('the rest', () => /Merge request !\d+ is open.*Looked at plan/.test(whole()));
    expect(answersOf('Beta launch')).toHaveLength(1);
  });

  it('is told over MCP together with what is ready, and in the console call by call', async () => {
    const answer = await client.callTool({
      name: 'run_capability',
      arguments: {
        name: 'orchestrator.ask',
        args: { request: `plan project=aurora/adjutant Gamma launch; ${replace('tea', 'cocoa')}` },
      },
    });
    expect(answer.structuredContent).toMatchObject({
      status: 'pending',
      approveAt: expect.stringContaining('/console/approvals/'),
      output: {
        calls: [
          { capability: 'planning.make-plan', status: 'done', output: { title: expect.stringContaining('Gamma') } },
          {
            capability: 'coding.replace-text',
            status: 'pending',
            approveAt: expect.stringContaining('/console/approvals/'),
          },
        ],
      },
    });
    expect(textOf(answer)).toMatch(/Plan \d+[\s\S]*Gamma launch[\s\S]*“tea”[\s\S]*A person decides/);
    expect(answer.content.some(({ type }) => type === 'image')).toBe(true);

    const run = Number(answer.structuredContent?.run);
    const shown = await client.callTool({ name: 'orchestrator_show-run', arguments: { number: run } });
    expect(textOf(shown)).toMatch(/Make a plan: done[\s\S]*Replace a text: waits/);
    expect(await client.read(`run://${run}`)).toMatchObject({ status: 'pending', output: { calls: [{}, {}] } });
  });

  it('that is rejected takes nothing from what was done', async () => {
    const answer = await client.callTool({
      name: 'run_capability',
      arguments: {
        name: 'orchestrator.ask',
        args: { request: `plan project=aurora/adjutant Delta launch; ${replace('tea', 'water')}` },
      },
    });
    const run = Number(answer.structuredContent?.run);
    const { services } = world.application;
    const { principal } = await services.identity.bearer(world.tokenOf(world.aurora), 'mcp');
    const effect = (await services.runs.byNumber(principal, run))?.effect ?? '';
    const view = await services.effects.find(principal, effect);
    const person = { ...principal, door: 'console' as const, scopes: undefined };
    await services.decide({
      principal: person,
      effect,
      hash: view?.effect.hash ?? '',
      verdict: 'reject',
      correlation: 'test',
    });
    const seen = await waitFor('the end', async () => {
      const now = await client.read(`run://${run}`);
      return now.status === 'refused' && now;
    });
    expect(seen).toMatchObject({
      message: expect.stringContaining('Rejected'),
      output: { calls: [{ status: 'done' }, { status: 'refused', message: expect.stringContaining('Rejected') }] },
    });
  });
});
