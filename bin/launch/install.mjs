import { spawn } from 'node:child_process';
import { createWriteStream, existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { LaunchFailure } from './failure.mjs';
import { whileAlone } from './install-lock.mjs';
import { findNode } from './node.mjs';
import { isTruncated, npmFault } from './npm-faults.mjs';
import { forgetPackages, packagesAreInstalled } from './packages.mjs';
import { onPath, root, stateFolder } from './place.mjs';
import { startProgress } from './progress.mjs';

/** With everything: the sandbox and the tests need the development packages, whatever NODE_ENV or the user's npm settings say. */
const npmArguments = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=http'];

/** Installs the packages if what is there is not what the lockfile says. */
export async function ensureInstalled() {
  if (isReady()) return;
  await whileAlone(
    async () => {
      if (!isReady()) await install();
    },
    () => console.error('Another start of Adjutant is installing the packages here; waiting for it.'),
  );
}

/** A Node for another platform in node_modules is worth one installation; requireNode() says so if that changes nothing. */
const isReady = () => packagesAreInstalled() && findNode() !== undefined;

async function install() {
  const file = join(stateFolder, 'install.log');
  const command = npmCommand();
  const progress = startProgress('Installing the packages');
  const { code, signal, interrupted, text, isLogged } = await runNpm(command, file, progress);
  const success = code === 0 && !isTruncated(text);
  progress.end(success ? 'Packages installed' : undefined);
  if (success) return;
  forgetPackages();
  if (interrupted) throw new LaunchFailure('The installation was interrupted. Start again to finish it.');
  throw new LaunchFailure(npmFault({ code, signal, text, file: isLogged ? file : undefined }));
}

/** npm in a group of its own, and its words in a file: a person sees one line that moves. */
async function runNpm([program, ...first], file, progress) {
  const stdio = ['ignore', 'pipe', 'pipe'];
  const interruption = interruptible();
  const child = interruption.reaches(spawn(program, [...first, ...npmArguments], { cwd: root, stdio, detached: true }));
  const log = keepLog(file, [child.stdout, child.stderr], progress);
  const [code, signal] = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (...result) => resolve(result));
  });
  return { code, signal, interrupted: interruption.end(), ...(await log.end()) };
}

/** A full disk is one of the reasons for a failure, so the log may fail too; the words are kept until npm has ended. */
function keepLog(file, streams, progress) {
  const log = createWriteStream(file, { mode: 0o600 });
  let text = '';
  let isLogged = true;
  log.on('error', () => {
    isLogged = false;
  });
  for (const stream of streams) {
    stream.on('data', (chunk) => {
      text += chunk;
      log.write(chunk);
      progress.read(chunk.toString());
    });
  }
  return {
    async end() {
      if (isLogged) await new Promise((resolve) => log.end(resolve));
      return { text, isLogged };
    },
  };
}

/**
 * Ctrl-C comes twice under npm: without a listener for the second one we would be gone before our child, or before we said what
 * became of it. So after the first one nobody stops listening.
 */
function interruptible() {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  let interrupted = false;
  let child;
  const end = () => child?.pid && process.kill(-child.pid, 'SIGTERM');
  const interrupt = () => {
    if (!interrupted) end();
    interrupted = true;
  };
  for (const signal of signals) process.on(signal, interrupt);
  return {
    reaches(started) {
      child = started;
      return child;
    },
    end() {
      if (!interrupted) for (const signal of signals) process.off(signal, interrupt);
      return interrupted;
    },
  };
}

/** The npm that started us, else the one on the PATH. Other package managers put their own path into the same variable. */
function npmCommand() {
  const started = process.env.npm_execpath;
  if (started && basename(started) === 'npm-cli.js' && existsSync(started)) return [process.execPath, started];
  const found = onPath('npm');
  if (found) return [found];
  throw new LaunchFailure(
    'Adjutant needs npm, which is not installed here: "apt-get install npm", or Node from https://nodejs.org.',
  );
}
