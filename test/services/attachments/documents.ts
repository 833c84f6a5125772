import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '..', '..', 'fixtures', 'documents');

export const documentOf = (name: string): Uint8Array => new Uint8Array(readFileSync(join(folder, name)));
