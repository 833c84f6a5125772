import { userInfo } from 'node:os';
import { join } from 'node:path';
import { findDatabase } from './installation.ts';
import { loadConfig } from './platform/config.ts';
import type { Resources } from './platform/resources.ts';
import { openInstallationSwitch, stopWords } from './services/index.ts';

const usage = `The kill switch of the whole installation: while it is pulled, nothing goes out, for any organisation.

  adjutant kill-switch              how it stands
  adjutant kill-switch pull <why>   from now on nothing is sent; what is being sent is only looked up
  adjutant kill-switch lift         what was approved before has to be approved again

It works where Adjutant runs, on its database, and over no network door. An admin of an organisation has a switch of their own,
in the console.`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** For an operator at the machine itself: whoever can open the database as its owner. */
export async function turnKillSwitch(
  [action = 'show', ...words]: readonly string[],
  environment: NodeJS.ProcessEnv,
  resources: Resources,
): Promise<void> {
  if (action === 'help' || action === '--help') return say(usage);
  if (!['show', 'pull', 'lift'].includes(action) || (action !== 'pull' && words.length > 0)) throw new Error(usage);
  const folders = [process.cwd(), join(import.meta.dirname, '..')].map((folder) => join(folder, '.adjutant'));
  const killSwitch = await openInstallationSwitch(findDatabase(loadConfig(environment), folders));
  resources.add(() => killSwitch.close());
  const operator = userInfo().username;
  if (action === 'pull') await killSwitch.pull(operator, words.join(' '));
  if (action === 'lift') await killSwitch.lift(operator);
  const stop = await killSwitch.present();
  say(stop ? `Pulled. ${stopWords(stop, (text) => text)}` : 'Not pulled: what is approved goes out.');
}
