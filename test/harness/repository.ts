import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The files of the project that most tests change. */
export const sampleFiles: Readonly<Record<string, string>> = {
  'README.md': '# Shop\n\nThe shop sells tea.\n\nCall us at 555-0100.\n',
  'src/greet.ts': 'export function greet(name: string): string {\n  return "Hello, " + name + "!";\n}\n',
  'src/price.ts':
    'export const currency = "EUR";\n\nexport function price(cents: number): string {\n  return (cents / 100).toFixed(2) + currency;\n}\n',
  'docs/guide.md': '# Guide\n\nUse `greet` to greet.\n',
};

export function git(folder: string, ...args: string[]): string {
  return execFileSync('git', ['-C', folder, '-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null', HOME: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** A git repository with one commit. */
export function makeRepository(folder: string, files: Readonly<Record<string, string>> = sampleFiles): string {
  mkdirSync(folder, { recursive: true });
  git(folder, 'init', '--quiet', '--initial-branch=main');
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  git(folder, 'add', '.');
  git(folder, 'commit', '--quiet', '-m', 'Begin');
  return folder;
}
