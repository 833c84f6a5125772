import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decidePermission, isPersonal, permissions } from '../../src/core/index.ts';
import { toolNameOf } from '../../src/mcp/tools.ts';
import { startWorld, type World } from '../harness/world.ts';
import { connectModern, textOf } from './clients.ts';
import { jonas, tokenFor } from './people.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const tokenScopes = permissions.filter((permission) => !isPersonal(permission));

describe('deciding over MCP', () => {
  it('has no tool and no capability', async () => {
    const client = await connectModern(world.url, world.tokenOf(world.aurora));
    const deciding = /approv|reject|decide|withdraw/i;
    const tools = await client.listTools();
    expect(tools.map(({ name }) => name).filter((name) => deciding.test(name))).toEqual([]);
    const { structuredContent } = await client.callTool({ name: 'find_capabilities', arguments: {} });
    const names = JSON.stringify(structuredContent).match(/"name":"[a-z]+\.[a-z-]+"/g) ?? [];
    expect(names.length).toBeGreaterThan(3);
    expect(names.filter((name) => deciding.test(name))).toEqual([]);
    for (const { permission } of world.application.services.registry.list()) expect(isPersonal(permission)).toBe(false);
    await client.close();
  });

  it('is in no scope: neither is such a token given out, nor does one that is forged into the table decide', async () => {
    const person = await jonas(world);
    await expect(tokenFor(world, person, permissions)).rejects.toThrow('No token can carry the right to decide');

    const token = await tokenFor(world, person, tokenScopes);
    const { database, identity, effects, decide } = world.application.services;
    await database.withTenant(person.tenant, (tx) =>
      tx.query("update access_tokens set scopes = $1 where label = 'test'", [[...permissions]]),
    );
    const client = await connectModern(world.url, token);
    const answer = await client.callTool({
      name: 'coding_replace-text',
      arguments: { project: 'aurora/adjutant', find: 'tea', replace: 'mate', paths: 'README.md' },
    });
    expect(answer.structuredContent?.status).toBe('pending');
    const { principal } = await identity.bearer(token, 'mcp');
    expect(principal.scopes).toContain(decidePermission);
    const [latest] = await effects.list(principal, 1);
    const effect = latest && (await effects.find(principal, latest.id))?.effect;
    const request = { effect: effect?.id ?? '', hash: effect?.hash ?? '', verdict: 'approve' as const };
    await expect(decide({ ...request, principal, correlation: 'test-forged' })).rejects.toMatchObject({
      code: 'permission.denied',
    });
    await client.close();
  });

  it('is not reached through a capability that is only a part of others', async () => {
    const client = await connectModern(world.url, world.tokenOf(world.aurora));
    const name = 'coding.branch-with-commit';
    expect(world.application.services.registry.find(name)).toBeDefined();
    const answer = await client.callTool({ name: 'run_capability', arguments: { name, args: {} } });
    expect([answer.isError, textOf(answer)]).toEqual([
      true,
      expect.stringContaining(`There is no capability “${name}”.`),
    ]);
    await client.close();
  });
});

describe('a token of few scopes', () => {
  it('sees no tool that it may not use, and is told so when it calls one', async () => {
    const token = await tokenFor(world, await jonas(world), ['identity:self:read']);
    const client = await connectModern(world.url, token);
    const allowed = world.application.services.registry
      .list()
      .filter(({ permission }) => permission === 'identity:self:read');
    const names = (await client.listTools()).map(({ name }) => name);
    const featured = allowed.filter((each) => each.featured).map(toolNameOf);
    expect(names).toEqual([...featured, 'find_capabilities', 'run_capability']);
    const { structuredContent } = await client.callTool({ name: 'find_capabilities', arguments: {} });
    expect(structuredContent?.capabilities).toMatchObject(allowed.map(({ name }) => ({ name })));
    const call = { name: 'orchestrator_show-run', arguments: { number: 1_001 } };
    const direct = await client.callTool(call);
    const any = await client.callTool({ name: 'run_capability', arguments: { name: call.name, args: call.arguments } });
    for (const answer of [direct, any]) {
      expect(answer.isError).toBe(true);
      expect(textOf(answer)).toBe(
        'Your token does not allow this: asking in words and looking at runs. Ask for a token with the right to it.',
      );
    }
    await client.close();
  });
});
