import { mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import open from 'open';
import { CommandFailure } from './failure.ts';
import { calledFile } from './given-file.ts';
import { runCommandLine } from './run.ts';
import type { Terminal } from './terminal-io.ts';

const { stdin, stdout, stderr } = process;
const mute = new Writable({ write: (_chunk, _encoding, done) => done() });

/** From standard input as a whole when nobody sits there. */
async function ask(question: string): Promise<string> {
  if (!stdin.isTTY) return text(stdin);
  stderr.write(question);
  const lines = createInterface({ input: stdin, output: mute, terminal: true });
  try {
    return await lines.question('');
  } catch {
    // Ctrl-C or Ctrl-D: nothing was said.
    return '';
  } finally {
    lines.close();
    stderr.write('\n');
  }
}

async function read(path: string): Promise<Uint8Array> {
  try {
    return path === '-' ? await buffer(stdin) : await readFile(resolve(path));
  } catch (error) {
    throw new CommandFailure(`I cannot read ${calledFile(path)} (${(error as NodeJS.ErrnoException).code}).`);
  }
}

function write(path: string, content: Buffer): void {
  try {
    mkdirSync(dirname(resolve(path)), { recursive: true });
    writeFileSync(resolve(path), content);
  } catch (error) {
    throw new CommandFailure(`${path} cannot be written (${(error as NodeJS.ErrnoException).code}).`);
  }
}

async function openPage(url: string): Promise<boolean> {
  // Without a screen a browser in the terminal would take its place.
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return false;
  const browser = await open(url);
  return await new Promise((done) => {
    browser.once('error', () => done(false));
    browser.once('spawn', () => done(true));
  });
}

const terminal: Terminal = {
  out: (line) => void stdout.write(`${line}\n`),
  err: (line) => void stderr.write(`${line}\n`),
  isInteractive: Boolean(stdout.isTTY),
  readFile: read,
  writeFile: write,
  openPage,
  ask,
};

process.exitCode = await runCommandLine(
  process.argv.slice(2),
  {
    environment: process.env,
    home: homedir(),
    stateFolders: [process.cwd(), join(import.meta.dirname, '..', '..')].map((folder) => join(folder, '.adjutant')),
  },
  terminal,
);
