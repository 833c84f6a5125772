import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const repository = join(import.meta.dirname, '../..');
let root = '';

/** A copy of the sources: what the generator writes must not touch the checkout. */
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'adjutant-generate-'));
  for (const name of ['src/core', 'src/platform', 'src/agents', 'biome.json', 'package.json']) {
    cpSync(join(repository, name), join(root, name), { recursive: true });
  }
  mkdirSync(join(root, 'docs'));
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function generate(...args: string[]): { code: number | null; stderr: string; stdout: string } {
  const script = join(repository, 'scripts/generate.ts');
  const { status, stderr, stdout } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
  return { code: status, stderr, stdout };
}

describe('npm run generate', () => {
  it('has been run since the last change of an agent', () => {
    expect(generate('--check')).toMatchObject({ code: 0, stderr: '' });
  });

  it('writes what is missing, and then finds nothing to do', () => {
    expect(generate('--root', root, '--check')).toMatchObject({ code: 1 });
    expect(generate('--root', root).stdout).toContain('docs/capabilities.md written');
    expect(generate('--root', root)).toMatchObject({ code: 0, stdout: '' });
    expect(generate('--root', root, '--check')).toMatchObject({ code: 0, stderr: '' });
  });

  it('names a file that somebody changed by hand', () => {
    generate('--root', root);
    appendFileSync(join(root, 'src/agents/registry.ts'), '// mine\n');
    const { code, stderr } = generate('--root', root, '--check');
    expect(code).toBe(1);
    expect(stderr).toContain('src/agents/registry.ts is stale');
    expect(stderr).not.toContain('capabilities.md');
  });

  it('refuses a capability that is not called like its file', () => {
    const file = join(root, 'src/agents/identity/other-name.ts');
    writeFileSync(file, "export { capability } from './who-am-i.ts';\n");
    const { code, stderr } = generate('--root', root);
    rmSync(file);
    expect(code).toBe(1);
    expect(stderr).toContain('other-name.ts holds identity.who-am-i');
  });
});
