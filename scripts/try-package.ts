import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeEmbeddedPostgres } from '../src/platform/embedded-postgres.ts';
import { freePort } from '../src/platform/free-port.ts';
import { processesIn } from '../src/platform/process-table.ts';

/** Packs the product, installs it where nothing else is, starts it, asks it something, and stops it. */
const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'adjutant-package-'));
const startLimitMs = 120_000;

const run = (program: string, args: readonly string[], cwd: string): void =>
  void execFileSync(program, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });

function check(isRight: boolean, what: string): void {
  if (!isRight) throw new Error(`The package ${what}.`);
  console.log(`ok ${what}`);
}

function install(): string {
  run(process.execPath, [join(root, 'scripts', 'build.ts')], root);
  run('npm', ['pack', join(root, 'dist'), '--silent'], folder);
  const [archive = ''] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  writeFileSync(join(folder, 'package.json'), '{"private": true}');
  run('npm', ['install', '--omit=dev', '--no-audit', '--no-fund', '--loglevel=error', join(folder, archive)], folder);
  return join(folder, 'node_modules', 'adjutant');
}

async function answer(url: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(url);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** The address that it says it has. */
function announced(product: ReturnType<typeof spawn>): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const limit = setTimeout(() => reject(new Error(`It did not start in time:\n${said}`)), startLimitMs);
    product.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [, url] = /ready: (\S+)\/console/.exec(said) ?? [];
      if (url === undefined) return;
      clearTimeout(limit);
      resolve(url);
    });
    product.once('exit', (code) => reject(new Error(`It ended with ${code}:\n${said}`)));
  });
}

async function tryIt(installed: string): Promise<void> {
  check(
    !existsSync(join(installed, 'sandbox')) && !existsSync(join(installed, 'test')),
    'holds no sandbox and no tests',
  );
  const program = join(folder, 'node_modules', '.bin', 'adjutant');
  const environment = { ...process.env, PORT: String(await freePort()), LOG_LEVEL: 'error' };
  const product = spawn(program, ['start'], {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  try {
    const url = await announced(product);
    check((await answer(`${url}/health/ready`)).status === 200, 'starts with nothing configured, and is ready');
    const { paths } = (await answer(`${url}/v1/openapi.json`)).body;
    check(Object.keys(paths ?? {}).length > 30, 'knows its capabilities');
    check((await answer(`${url}/v1/identity/who-am-i`)).status !== 200, 'lets nobody in without a token');
  } finally {
    // As Ctrl-C does: to all that belong to the terminal.
    if (product.pid !== undefined) process.kill(-product.pid, 'SIGINT');
    await once(product, 'exit');
  }
  check(product.exitCode === 0, 'stops when it is told to');
  check(
    processesIn(folder).length === 0 && !existsSync(join(folder, '.adjutant', 'running.json')),
    'leaves nothing behind',
  );
}

try {
  await tryIt(install());
} finally {
  await removeEmbeddedPostgres({ directory: join(folder, '.adjutant'), name: 'postgres' });
  rmSync(folder, { recursive: true, force: true });
}
