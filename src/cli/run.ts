import { Command, CommanderError } from 'commander';
import { type Answer, type Client, createClient, Refusal } from './client.ts';
import { addAgents } from './commands.ts';
import { CommandFailure, exits } from './failure.ts';
import { findLogin, forgetLogin, keepLogin, type LoginSources, readAddress } from './login.ts';
import { plain, plainJson } from './plain.ts';
import { type ShowOptions, show } from './show.ts';
import type { Terminal } from './terminal-io.ts';

const about = `The staff officer of a project team, at the command line.

Ask in your own words (adjutant plan launch the website), or name what you want and its fields
(adjutant coding replace-text find=tea replace=coffee paths=README.md). What changes something
outside waits for a person: its page is opened, and only there it is decided.`;

const exitHelp = `
Exit codes: 0 done, 1 refused or failed, 2 wrongly called, 3 still waits or goes on, 4 no answer.
Words that begin with a dash stand behind “--”: adjutant risk -- note the -5 degrees.`;

function runNumber(given: string): number {
  if (/^[1-9]\d{0,8}$/.test(given)) return Number(given);
  throw new CommandFailure(`“${given}” is no run’s number.`);
}

/** Commands that need no server, and the options of all. */
function createProgram(sources: LoginSources, terminal: Terminal): Command {
  // First of all, as each command takes it over from the one above.
  const program = new Command('adjutant')
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
    })
    .exitOverride()
    .description(about)
    .option('--json', 'answers for programs', false)
    .option('--wait', 'wait for a decision, too (usual in a terminal)')
    .option('--no-wait', 'wait for nothing')
    .option('--no-open', 'do not open the page where a request is decided')
    .option('--pictures <folder>', 'save pictures of the answer there')
    .addHelpText('after', exitHelp);
  program
    .command('login')
    .summary('use an Adjutant elsewhere')
    .description(
      'Keeps the address and your token for later commands. The token is asked for, or read from standard input.',
    )
    .argument('<address>', 'such as https://adjutant.example.com')
    .action(async (given: string) => {
      const url = readAddress(given);
      const token = (await terminal.ask(`Your token for ${url}: `)).trim();
      if (token === '') throw new CommandFailure('No token was given, and nothing was kept.');
      const answer = await createClient({ url, token }, false).post('/v1/identity/who-am-i', {});
      const file = keepLogin(sources, { url, token });
      terminal.out(
        `You are ${plain(String(answer.output?.name ?? 'logged in'))} at ${url}. Kept in ${file}; "adjutant logout" forgets it.`,
      );
    });
  program
    .command('logout')
    .summary('forget the address and the token')
    .action(() => {
      forgetLogin(sources);
      terminal.out('Forgotten. The token itself goes on to work: an admin of your organisation can revoke it.');
    });
  return program;
}

const offline = ['login', 'logout'];

function addRun(program: Command, client: Client, shown: (answer: Answer) => Promise<void>): void {
  program
    .command('run')
    .summary('show how a request stands')
    .argument('<number>', 'the number of the run')
    .action(async (given: string) => shown(await client.run(runNumber(given), 0)));
}

function explain(error: unknown, isJson: boolean, terminal: Terminal): number {
  // Help and wrong use: the library has said what there is to say.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exits.done : exits.usage;
  if (!(error instanceof CommandFailure)) throw error;
  if (error instanceof Refusal && isJson) terminal.out(plainJson(error.problem));
  else terminal.err(error.message);
  return error.exitCode;
}

/** Runs one command line (without the program’s name); answers the exit code. */
export async function runCommandLine(
  words: readonly string[],
  sources: LoginSources,
  terminal: Terminal,
): Promise<number> {
  const program = createProgram(sources, terminal);
  const { operands } = program.parseOptions([...words]);
  const { json, pictures } = program.opts<ShowOptions>();
  let exitCode: number = exits.done;
  try {
    if (!offline.includes(operands[0] ?? '')) {
      const client = createClient(findLogin(sources), pictures !== undefined);
      const shown = async (answer: Answer): Promise<void> => {
        exitCode = await show(client, answer, program.opts<ShowOptions>(), terminal);
      };
      addRun(program, client, shown);
      addAgents(program, await client.describe(), { client, terminal, show: shown });
    }
    await program.parseAsync([...words], { from: 'user' });
    return exitCode;
  } catch (error) {
    return explain(error, json, terminal);
  }
}
