import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neededScope } from '../../../sandbox/slack/scopes.ts';
import { registry } from '../../../src/agents/index.ts';
import { botScopes, slackManifest } from '../../../src/bot/slack/manifest.ts';
import { startWorld, type World } from '../../harness/world.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const schema = JSON.parse(readFileSync(join(root, 'test/contracts/slack/app-manifest.v2.schema.json'), 'utf8'));
const manifest = slackManifest({ agents: registry.agents, publicUrl: 'https://adjutant.example' });

describe('the manifest of the Slack app', () => {
  it('is what Slack takes', () => {
    const fits = new Ajv({ strict: false, validateFormats: false }).compile(schema);
    expect(fits(manifest), JSON.stringify(fits.errors)).toBe(true);
    expect(JSON.stringify(manifest)).not.toContain('undefined');
  });

  it('asks for the right to every method that is called, and for no other', () => {
    const folder = join(root, 'src/bot/slack');
    const sources = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    const methods = sources.flatMap((text) =>
      [...text.matchAll(/client\.([a-z]+\.[a-zA-Z]+)\(/g)].map(([, name = '']) => name),
    );
    expect(methods.length).toBeGreaterThan(8);
    const called = new Set(methods.flatMap((method) => neededScope(method) ?? []));
    // Channels that are private have rights of their own names; what is heard and typed has no method.
    const more = ['groups:read', 'groups:history', 'app_mentions:read', 'im:history', 'commands'];
    expect([...botScopes].sort()).toEqual([...called, ...more].sort());
  });
});

describe('the Slack door', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ watchesContracts: false });
  });
  afterAll(() => world.close());

  it('shows the manifest for its own address', async () => {
    const response = await fetch(`${world.url}/slack/manifest.json`);
    expect(await response.json()).toEqual(slackManifest({ agents: registry.agents, publicUrl: world.url }));
  });
});
