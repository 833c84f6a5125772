import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const contents = z.record(z.string(), z.string());

/** Secrets that nobody configured: made on the first start and kept in a file for its owner's eyes only. */
export interface KeptSecrets {
  /** The secret of this name; made when there is none yet. 32 random bytes, base64url. */
  get(name: string): string;
}

function read(file: string): Record<string, string> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
  try {
    return contents.parse(JSON.parse(text));
  } catch (error) {
    throw new Error(
      `The file ${file} is damaged. Restore it: without its secrets, what is sealed in the database stays sealed.`,
      {
        cause: error,
      },
    );
  }
}

export function keepSecrets(folder: string): KeptSecrets {
  const file = join(folder, 'secrets.json');
  const secrets = read(file);
  return {
    get(name) {
      const known = secrets[name];
      if (known) return known;
      const made = randomBytes(32).toString('base64url');
      secrets[name] = made;
      // Written beside and moved, so that a crash leaves the old file or the new one; what an earlier crash left there
      // goes first, as the mode is set for a new file only.
      rmSync(`${file}.new`, { force: true });
      writeFileSync(`${file}.new`, JSON.stringify(secrets, undefined, 2), { mode: 0o600 });
      renameSync(`${file}.new`, file);
      return made;
    },
  };
}
