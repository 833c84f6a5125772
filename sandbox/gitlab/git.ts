import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createLimiter } from './limiter.ts';

const maxProcesses = 6;
const defaultTimeoutMs = 30_000;
const defaultMaxBytes = 64 * 1024 * 1024;
const searchPath = '/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin:/opt/local/bin';

export interface GitOptions {
  /** Bare repository that the command works on. */
  repository?: string;
  cwd?: string;
  input?: string | Buffer | AsyncIterable<Buffer>;
  environment?: Record<string, string>;
  /** Exit codes that are an answer, not a failure. Default: 0 only. */
  codes?: number[];
  timeoutMs?: number;
  maxBytes?: number;
  /** Over `maxBytes`: keep what came so far instead of failing. */
  truncate?: boolean;
}

export interface GitResult {
  code: number;
  stdout: Buffer;
  stderr: string;
}

export class GitError extends Error {
  readonly command: string;
  readonly stderr: string;

  constructor(command: string, reason: string, stderr = '') {
    super(`git ${command}: ${reason}${stderr === '' ? '' : `: ${stderr.trim()}`}`);
    this.name = 'GitError';
    this.command = command;
    this.stderr = stderr;
  }
}

export interface Git {
  run(args: string[], options?: GitOptions): Promise<GitResult>;
  /** What a git process may see: nothing of the person who started the sandbox. */
  environment: Record<string, string>;
}

/** Git with a configuration of its own: the same on every machine, and able to read folders of other users. */
export function createGit(folder: string): Git {
  mkdirSync(join(folder, '.git-home', 'hooks'), { recursive: true });
  const config = join(folder, '.git-home', 'config');
  writeFileSync(config, configuration(join(folder, '.git-home', 'hooks')));
  const environment = {
    PATH: searchPath,
    HOME: join(folder, '.git-home'),
    // The folder may lie inside of a checkout, whose configuration is none of ours.
    GIT_CEILING_DIRECTORIES: dirname(folder),
    GIT_CONFIG_GLOBAL: config,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_LITERAL_PATHSPECS: '1',
    LC_ALL: 'C',
    TZ: 'UTC',
  };
  const limited = createLimiter(maxProcesses);
  return {
    environment,
    run: (args, options = {}) => limited(() => execute(args, { cwd: folder, ...options }, environment)),
  };
}

function configuration(hooks: string): string {
  return `[safe]
\tdirectory = *
[core]
\thooksPath = ${JSON.stringify(hooks)}
\tautocrlf = false
\tquotePath = false
[user]
\tname = GitLab Sandbox
\temail = sandbox@gitlab.invalid
[init]
\tdefaultBranch = main
\ttemplateDir =
[gc]
\tauto = 0
[receive]
\tautogc = false
\tmaxInputSize = 268435456
\tfsckObjects = true
[maintenance]
\tauto = false
[http]
\treceivepack = true
[receive]
\thideRefs = refs/merge-requests
`;
}

function execute(args: string[], options: GitOptions, base: Record<string, string>): Promise<GitResult> {
  const command = args[0] ?? '';
  const where = options.repository === undefined ? [] : [`--git-dir=${options.repository}`];
  const maxBytes = options.maxBytes ?? defaultMaxBytes;
  return new Promise((resolve, reject) => {
    const child = spawn('git', [...where, ...args], {
      cwd: options.cwd,
      env: { ...base, ...options.environment },
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: options.timeoutMs ?? defaultTimeoutMs,
    });
    const stdout: Buffer[] = [];
    let bytes = 0;
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maxBytes) stdout.push(chunk);
      else child.kill();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr = (stderr + chunk.toString()).slice(0, 4000);
    });
    child.on('error', (error) => reject(new GitError(command, `cannot be started (${error.message}); install git`)));
    child.on('close', (code, signal) => {
      if (bytes > maxBytes && options.truncate !== true) {
        reject(new GitError(command, `answered more than ${maxBytes} bytes`));
      } else if (bytes <= maxBytes && code === null) {
        reject(new GitError(command, `was ended by ${signal} (time limit?)`, stderr));
      } else if (code !== null && !(options.codes ?? [0]).includes(code)) {
        reject(new GitError(command, `exit code ${code}`, stderr));
      } else resolve({ code: code ?? 0, stdout: Buffer.concat(stdout), stderr });
    });
    feed(child.stdin, options.input ?? '').catch((error: unknown) => {
      child.kill();
      reject(error);
    });
  });
}

async function feed(stdin: NodeJS.WritableStream, input: string | Buffer | AsyncIterable<Buffer>): Promise<void> {
  // A process that ends before it has read everything says why on stderr; the broken pipe adds nothing to that.
  stdin.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') stdin.end();
  });
  if (typeof input === 'string' || Buffer.isBuffer(input)) {
    stdin.end(input);
    return;
  }
  for await (const chunk of input) {
    if (!stdin.writable) return;
    if (!stdin.write(chunk)) await drained(stdin);
  }
  stdin.end();
}

function drained(stream: NodeJS.WritableStream): Promise<void> {
  return new Promise((resolve) => {
    stream.once('drain', resolve);
    stream.once('close', resolve);
    stream.once('error', () => resolve());
  });
}
