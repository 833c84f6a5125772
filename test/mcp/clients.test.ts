import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../harness/wait-for.ts';
import { startWorld, type World } from '../harness/world.ts';
import { connects, type Told, textOf } from './clients.ts';
import { decide, jonas } from './people.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const replaceTea = (replace: string) => ({
  name: 'coding_replace-text',
  arguments: { project: 'aurora/adjutant', find: 'tea', replace, paths: 'README.md' },
});

describe.each(connects)('MCP with %s', (name, connect) => {
  it('lists what the person may use, in the same order each time', async () => {
    const client = await connect(world.url, world.tokenOf(world.aurora));
    const tools = await client.listTools();
    expect(tools.map((tool) => tool.name)).toEqual([
      'coding_apply-patch',
      'coding_replace-text',
      'communications_schedule-digest',
      'identity_who-am-i',
      'marketing_publish-post',
      'orchestrator_show-run',
      'planning_make-plan',
      'risk_assess-project',
      'sales_capture-lead',
      'find_capabilities',
      'run_capability',
    ]);
    expect(await client.listTools()).toEqual(tools);
    expect(client.instructions()).toContain('run_capability');
    await client.close();
  });

  it('answers what only looks at once, in structure and in words', async () => {
    const client = await connect(world.url, world.tokenOf(world.aurora));
    const answer = await client.callTool({ name: 'identity_who-am-i', arguments: {} });
    expect(answer.structuredContent).toEqual({
      name: 'Jonas Weber',
      roles: ['developer'],
      projects: ['aurora/adjutant'],
      door: 'mcp',
    });
    expect(textOf(answer)).toContain('You are **Jonas Weber**.');
    await client.close();
  });

  it('lets a change wait for a person, tells of the end, and shows it', async () => {
    const client = await connect(world.url, world.tokenOf(world.aurora));
    const told: Told[] = [];
    const answer = await client.callTool(replaceTea(`coffee ${name}`), (each) => told.push(each));
    const { status, run, uri, approveAt } = answer.structuredContent ?? {};
    expect({ status, uri, isError: answer.isError }).toEqual({
      status: 'pending',
      uri: `run://${run}`,
      isError: undefined,
    });
    expect(String(approveAt)).toMatch(new RegExp(`^${world.url}/console/approvals/[0-9a-f-]{36}$`));
    expect(textOf(answer)).toMatch(
      /waits for approval; nothing happens before.[\s\S]*orchestrator_show-run with number/,
    );
    expect(answer.content.find(({ type }) => type === 'resource_link')?.uri).toBe(uri);
    expect(told[0]).toMatchObject({ total: 30, message: `Run ${run} is being worked on.` });
    expect(await client.read(String(uri))).toMatchObject({ status: 'pending', capability: 'coding.replace-text', run });

    const updates: string[] = [];
    await client.follow(String(uri), (each) => updates.push(each));
    await decide(world, await jonas(world), Number(run), 'approve');
    await waitFor('an update', () => updates.includes(String(uri)));
    const done = await waitFor('the end', async () => {
      const seen = await client.read(String(uri));
      return seen.status === 'done' && seen;
    });
    expect(done).toMatchObject({
      output: { iid: expect.any(Number), url: expect.stringContaining('/merge_requests/') },
    });
    const shown = await client.callTool({ name: 'orchestrator_show-run', arguments: { number: run } });
    expect(shown.structuredContent).toMatchObject({ number: run, state: 'done', outcome: 'done' });
    await client.close();
  });

  it('finds and runs what is no tool of its own', async () => {
    const client = await connect(world.url, world.tokenOf(world.aurora));
    const found = await client.callTool({ name: 'find_capabilities', arguments: { words: 'who am I' } });
    const { capabilities } = found.structuredContent as { capabilities: object[] };
    expect(capabilities[0]).toMatchObject({ name: 'identity.who-am-i', fields: [] });
    const answer = await client.callTool({ name: 'run_capability', arguments: { name: 'identity.who-am-i' } });
    expect(answer.structuredContent).toMatchObject({ status: 'done', output: { name: 'Jonas Weber' } });
    await client.close();
  });

  it('says what is wrong with a call, and what to do', async () => {
    const client = await connect(world.url, world.tokenOf(world.aurora));
    const refused = await client.callTool({ name: 'orchestrator_show-run', arguments: { number: 4_000_000 } });
    expect(refused.isError).toBe(true);
    expect(textOf(refused)).toBe('There is no run 4000000 that you may see. Check the number.');
    const wrong = await client.callTool({
      name: 'coding_replace-text',
      arguments: { project: 'aurora/adjutant', finds: 'x' },
    });
    expect(textOf(wrong)).toMatch(/^Please check find: .*finds: is not known here/);
    await expect(client.callTool({ name: 'delete_everything', arguments: {} })).rejects.toThrow(/Unknown tool/);
    await expect(client.read('run://4000000')).rejects.toThrow(/no run 4000000/);
    await client.close();
  });
});
