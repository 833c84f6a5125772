import { execFileSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** `npm run build`: the product as a package in `dist/`, without the sandbox, the tests and what only they need. */
const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');

type Json = Record<string, unknown>;
const readJson = (name: string): Json => JSON.parse(readFileSync(join(root, name), 'utf8')) as Json;
const writeJson = (name: string, content: Json): void =>
  writeFileSync(join(dist, name), `${JSON.stringify(content, undefined, 2)}\n`);

function compile(): void {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  execFileSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json')], { stdio: 'inherit' });
}

/** What is read beside the code when it runs, where the code looks for it. */
function copyFiles(): void {
  const beside = globSync('src/**/*.{sql,css,svg,js,png}', { cwd: root });
  const launch = ['child', 'failure', 'node', 'place'].map((name) => `bin/launch/${name}.mjs`);
  for (const path of [...beside, ...launch, 'README.md', 'CHANGELOG.md', 'LICENSE']) {
    mkdirSync(dirname(join(dist, path)), { recursive: true });
    cpSync(join(root, path), join(dist, path));
  }
  cpSync(join(root, 'bin', 'packed.mjs'), join(dist, 'bin', 'adjutant.mjs'));
}

/** Overrides count for the root of a tree only: as dependencies they count where the package is installed. */
function describePackage(): void {
  const { devDependencies: _, scripts: __, private: ___, overrides, ...manifest } = readJson('package.json');
  writeJson('package.json', {
    ...manifest,
    dependencies: { ...(manifest.dependencies as Json), ...(overrides as Json) },
  });
}

rmSync(dist, { recursive: true, force: true });
compile();
copyFiles();
describePackage();
console.log('The package is in dist/: "npm pack ./dist" makes one file of it.');
