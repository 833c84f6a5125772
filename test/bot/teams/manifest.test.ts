import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import AjvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registry } from '../../../src/agents/index.ts';
import { teamsManifest } from '../../../src/bot/teams/manifest.ts';
import { startWorld, type World } from '../../harness/world.ts';

const path = join(import.meta.dirname, '..', '..', 'contracts/teams/teams-app-manifest.v1.29.schema.json');
const schema = JSON.parse(readFileSync(path, 'utf8'));
const ajv = new AjvDraft04.default({ strict: false });
addFormats.default(ajv);
const fits = ajv.compile(schema);

/** Width and height of a PNG: the two numbers behind its first chunk's name. */
const sizeOf = (png: Uint8Array): number[] => {
  const view = new DataView(png.buffer, png.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
};

describe('the manifest of the Teams app', () => {
  const options = { agents: registry.agents, publicUrl: 'https://adjutant.example' };
  const appId = '3f1d9ce3-6a6a-4a5a-9f6a-0d7c2a3b4c5d';

  it('is what Teams takes', () => {
    const manifest = teamsManifest({ ...options, appId });
    expect(fits(manifest), JSON.stringify(fits.errors)).toBe(true);
    expect(manifest).toMatchObject({ manifestVersion: '1.29', bots: [{ botId: appId }] });
  });

  it('has a new version when it has changed: Teams takes no other manifest of the same one', () => {
    const { version, ...content } = teamsManifest({ ...options, appId });
    const hash = createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12);
    // Another hash? Raise the version in manifest.ts, and note both here.
    expect([version, hash]).toEqual(['1.1.0', 'a59cc0222482']);
  });

  it('is refused by the same check when it is wrong', () => {
    expect(fits({ ...teamsManifest({ ...options, appId }), bots: 'one' })).toBe(false);
  });
});

describe('the Teams door', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ watchesContracts: false });
  });
  afterAll(() => world.close());

  it('gives the app as a package: the manifest for its own address and bot, and icons of the right sizes', async () => {
    const response = await fetch(`${world.url}/teams/app.zip`);
    expect(response.headers.get('content-type')).toBe('application/zip');
    const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
    expect(Object.keys(files).sort()).toEqual(['color.png', 'manifest.json', 'outline.png']);
    const manifest = JSON.parse(strFromU8(files['manifest.json'] ?? new Uint8Array()));
    expect(fits(manifest), JSON.stringify(fits.errors)).toBe(true);
    expect(manifest.validDomains).toEqual(['127.0.0.1']);
    const [color = new Uint8Array(), outline = new Uint8Array()] = [files['color.png'], files['outline.png']];
    expect([sizeOf(color), sizeOf(outline)]).toEqual([
      [192, 192],
      [32, 32],
    ]);
  });
});
