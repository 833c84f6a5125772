import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepSecrets } from '../../src/platform/kept-secrets.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adjutant-secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const file = (): string => join(folder, 'secrets.json');

describe('kept secrets', () => {
  it('are made once, and are there after a restart', () => {
    const secrets = keepSecrets(folder);
    const [master, session] = [secrets.get('master'), secrets.get('session')];
    expect([secrets.get('master'), keepSecrets(folder).get('master')]).toEqual([master, master]);
    expect(keepSecrets(folder).get('session')).toBe(session);
    expect(master).not.toBe(session);
    expect(Buffer.from(master, 'base64url')).toHaveLength(32);
  });

  it('are for their owner’s eyes only', () => {
    keepSecrets(folder).get('master');
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['secrets.json']);
  });

  it('make no file before there is a secret', () => {
    keepSecrets(folder);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each(['', '{', '[]', 'null', '{"master":7}'])('are not overwritten when their file is damaged: %j', (text) => {
    writeFileSync(file(), text);
    expect(() => keepSecrets(folder)).toThrow(/damaged[\s\S]*Restore it/);
    expect(readFileSync(file(), 'utf8')).toBe(text);
  });

  it('survive a crash that left a half-written file beside', () => {
    const master = keepSecrets(folder).get('master');
    writeFileSync(`${file()}.new`, '{"ma', { mode: 0o644 });
    const again = keepSecrets(folder);
    again.get('session');
    expect(again.get('master')).toBe(master);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });
});
