import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { CommandFailure } from './failure.ts';

/** Whom to call, and as whom. */
export interface Login {
  url: string;
  token: string;
}

export interface LoginSources {
  environment: Readonly<Record<string, string | undefined>>;
  /** The user's home. */
  home: string;
  /** Where what runs here tells its address: in the folder of the call, or in the checkout. */
  stateFolders: readonly string[];
}

const httpUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));
const loginSchema = z.object({ url: httpUrl, token: z.string().min(1) });

export const loginFile = ({ environment, home }: LoginSources): string =>
  join(environment.XDG_CONFIG_HOME || join(home, '.config'), 'adjutant', 'login.json');

/** `undefined` when there is no such file. */
function readLogin(file: string): Login | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new CommandFailure(`The file ${file} cannot be read: ${(error as Error).message}.`);
  }
  try {
    return loginSchema.parse(JSON.parse(text));
  } catch {
    throw new CommandFailure(`The file ${file} is damaged. Run: adjutant login <address>`);
  }
}

/** What runs from this checkout says where it is, and the sandbox also as whom it may be called. */
function readRunning(folder: string): Login[] {
  try {
    return [loginSchema.parse(JSON.parse(readFileSync(join(folder, 'running.json'), 'utf8')))];
  } catch {
    // Nothing runs here, or it is about to: both are told by what is looked for next.
    return [];
  }
}

/** From the environment, from `adjutant login`, else from what runs in this checkout. */
export function findLogin(sources: LoginSources): Login {
  const { ADJUTANT_URL: url, ADJUTANT_TOKEN: token } = sources.environment;
  const kept = readLogin(loginFile(sources)) ?? sources.stateFolders.flatMap(readRunning)[0];
  if (url) {
    const read = httpUrl.safeParse(url);
    if (!read.success)
      throw new CommandFailure('ADJUTANT_URL is no address: it has to begin with http:// or https://.');
    if (token) return { url: read.data, token };
    if (kept?.url === read.data) return kept;
    throw new CommandFailure(`There is no token for ${url}. Set ADJUTANT_TOKEN, or run: adjutant login ${url}`);
  }
  if (kept) return token ? { ...kept, token } : kept;
  throw new CommandFailure(
    'Adjutant does not run here as a sandbox, and you are not logged in elsewhere. Run: adjutant login <address>',
  );
}

/** For its owner's eyes only. */
export function keepLogin(sources: LoginSources, login: Login): string {
  const file = loginFile(sources);
  return within(file, () => {
    for (const folder of [dirname(dirname(file)), dirname(file)]) makeFolder(folder);
    rmSync(file, { force: true });
    writeFileSync(file, `${JSON.stringify(login, undefined, 2)}\n`, { mode: 0o600 });
    return file;
  });
}

export function forgetLogin(sources: LoginSources): void {
  const file = loginFile(sources);
  within(file, () => rmSync(file, { force: true }));
}

/** Not with what lies above: that tries for ever where nobody can make anything. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function within<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CommandFailure(
      `The login cannot be kept in ${file} (${code}). Make its folder writable, or set XDG_CONFIG_HOME.`,
    );
  }
}

export function readAddress(given: string): string {
  const read = httpUrl.safeParse(given);
  if (read.success && new URL(read.data).username !== '')
    throw new CommandFailure('An address holds no user and no password. Give it without; the token is asked for.');
  if (read.success) return read.data;
  throw new CommandFailure(`“${given}” is no address: it has to begin with http:// or https://.`);
}
