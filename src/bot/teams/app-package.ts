import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { type TeamsManifestOptions, teamsManifest } from './manifest.ts';

const icon = (name: string): Uint8Array => readFileSync(join(import.meta.dirname, 'icons', name));
/** The oldest that a ZIP archive can name: the same app is the same bytes. */
const mtime = new Date(1980, 0, 1);

/** The app as an admin uploads it to Teams: a ZIP of the manifest and two icons. */
export function appPackage(options: TeamsManifestOptions): Buffer {
  const manifest = JSON.stringify(teamsManifest(options), undefined, 2);
  const files = {
    'manifest.json': strToU8(manifest),
    'color.png': icon('color.png'),
    'outline.png': icon('outline.png'),
  };
  return Buffer.from(zipSync(files, { mtime }));
}
