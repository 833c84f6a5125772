import type { Command } from 'commander';
import type { Answer, Client, Description, Operation } from './client.ts';
import { CommandFailure } from './failure.ts';
import { asTyped, type Reading, readFields, refuseFiles, type Schemas } from './fields.ts';
import type { Terminal } from './terminal-io.ts';

export interface CommandsOptions {
  client: Client;
  terminal: Terminal;
  /** Shows what a command came to. */
  show(answer: Answer): Promise<void>;
}

interface Entry {
  path: string;
  verbNoun: string;
  operation: Operation;
}

const bodyOf = ({ requestBody }: Operation) => requestBody.content['application/json'];

function fieldLines({ operation }: Entry): string {
  const { schema } = bodyOf(operation);
  const names = Object.keys(schema.properties);
  const width = Math.max(0, ...names.map((name) => name.length));
  const lines = names.map((name) => {
    const { description = '' } = schema.properties[name] ?? {};
    const isNeeded = schema.required?.includes(name) ?? false;
    // Who has one project need not name it.
    const needed = name === 'project' ? ' (needed if you have several)' : ' (needed)';
    return `  ${name.padEnd(width)}  ${description}${isNeeded ? needed : ''}`;
  });
  return lines.length > 0 ? `\nFields, as name=value or name@file:\n${lines.join('\n')}` : '';
}

function exampleLines({ operation }: Entry): string {
  const lines = Object.values(bodyOf(operation).examples ?? {}).map(({ summary }) => `  adjutant ${summary}`);
  return lines.length > 0 ? `\n\nExamples:\n${lines.join('\n')}` : '';
}

function entriesOf({ paths }: Description, agent: string): Entry[] {
  return Object.entries(paths).flatMap(([path, { post }]) =>
    post?.tags.includes(agent) ? [{ path, verbNoun: path.slice(path.lastIndexOf('/') + 1), operation: post }] : [],
  );
}

const fieldNames = (entries: readonly Entry[]): ReadonlySet<string> =>
  new Set(entries.flatMap(({ operation }) => Object.keys(bodyOf(operation).schema.properties)));

const askPath = '/v1/orchestrator/ask';

/** One command for each agent, and below it one for each thing that it can do. */
export function addAgents(
  program: Command,
  description: Description,
  { client, terminal, show }: CommandsOptions,
): void {
  const ask = async (words: readonly string[]): Promise<void> =>
    show(await client.post(askPath, { request: asTyped(words) }));

  /** What stands for each file, once it is there. */
  async function sent(files: Reading['files'], { project }: Reading['fields']): Promise<Record<string, string>> {
    const references: Record<string, string> = {};
    for (const [field, file] of Object.entries(files)) {
      references[field] = await client.upload(file, typeof project === 'string' ? project : undefined);
    }
    return references;
  }

  async function call(agent: string, { path, verbNoun, operation }: Entry, words: string[]): Promise<void> {
    const { properties } = bodyOf(operation).schema;
    const { fields, rest, files } = await readFields(properties as Schemas, words, terminal.readFile);
    if (rest.length === 0) return show(await client.post(path, { ...fields, ...(await sent(files, fields)) }));
    if (Object.keys(fields).length === 0 && Object.keys(files).length === 0) return ask([agent, verbNoun, ...words]);
    throw new CommandFailure(`“${rest.join(' ')}” is no field. Write fields as name=value, with quotes around words.`);
  }

  for (const { name, description: purpose, 'x-alias': alias } of description.tags) {
    const entries = entriesOf(description, name);
    // A server of another kind may call an agent as a command of ours.
    const isTaken = program.commands.some((each) => each.name() === name || each.name() === alias);
    if (entries.length === 0 || isTaken) continue;
    const agent = program.command(name).description(purpose).argument('[words...]', 'what you want, in your own words');
    if (alias !== undefined) agent.alias(alias);
    for (const entry of entries) {
      agent
        .command(entry.verbNoun)
        .summary(entry.operation.summary)
        .description(entry.operation.description)
        .argument('[fields...]', 'name=value, or words')
        .addHelpText('after', fieldLines(entry) + exampleLines(entry))
        .action((words: string[]) => call(name, entry, words));
    }
    agent.action((words: string[]) => {
      if (words.length === 0) return agent.outputHelp();
      refuseFiles(fieldNames(entries), words);
      return ask([name, ...words]);
    });
  }
  program.argument('[words...]', 'what you want, in your own words').action((words: string[]) => {
    if (words.length > 0) return ask(words);
    program.outputHelp();
  });
}
