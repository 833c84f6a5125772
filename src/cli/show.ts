import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Answer, type Client, Unreachable } from './client.ts';
import { exits } from './failure.ts';
import { plainJson } from './plain.ts';
import { renderMarkdown } from './terminal.ts';
import type { Terminal } from './terminal-io.ts';

export interface ShowOptions {
  json: boolean;
  /** For decisions of people; left out: when somebody sits there. `false` waits for nothing at all. */
  wait?: boolean;
  open: boolean;
  /** Folder to which pictures are written. */
  pictures?: string;
}

/** For a decision, or for work that goes on: as long as the server waits at the most. */
const waitSeconds = 60;

const exitOf = ({ status }: Answer): number => {
  if (status === 'done') return exits.done;
  return status === 'refused' || status === 'failed' ? exits.refused : exits.open;
};

const fileName = (title: string, index: number): string =>
  `${
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 60) || 'picture'
  }${index > 0 ? `-${index + 1}` : ''}.png`;

function savePictures({ pictures = [] }: Answer, folder: string, terminal: Terminal): void {
  for (const [index, { title, png }] of pictures.entries()) {
    if (png === undefined) continue;
    const path = join(folder, fileName(title, index));
    terminal.writeFile(path, Buffer.from(png, 'base64'));
    terminal.err(`Saved ${path}`);
  }
}

/** Shows an answer as it is now; answers the exit code. */
function showNow(answer: Answer, { json, pictures }: ShowOptions, terminal: Terminal): number {
  if (json) terminal.out(plainJson(answer));
  else terminal.out(renderMarkdown(answer.text, terminal.isInteractive));
  if (pictures !== undefined) savePictures(answer, pictures, terminal);
  return exitOf(answer);
}

/** It is waited for at the server, which may answer at once all the same. */
const pauseMs = 500;
const maxTries = 5;

/** What is waited for goes on without us: a connection that breaks meanwhile is made again. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Unreachable) || tries === maxTries) throw error;
      await setTimeout(tries * 1_000);
    }
  }
}

/** Asks again until the run ended, or until it waits for a person and nobody here waits for that. */
async function follow(client: Client, first: Answer, waitsForPeople: boolean): Promise<Answer> {
  const { run } = first;
  let answer = first;
  while (run !== undefined && (answer.status === 'running' || (answer.status === 'pending' && waitsForPeople))) {
    await setTimeout(pauseMs);
    answer = await patiently(() => client.run(run, waitSeconds));
  }
  return answer;
}

async function announceWaiting(
  { text, run, approveAt }: Answer,
  options: ShowOptions,
  terminal: Terminal,
): Promise<void> {
  if (!options.json) terminal.out(renderMarkdown(text, terminal.isInteractive));
  // Other addresses than pages would start other programs.
  const isPage = approveAt !== undefined && /^https?:\/\//.test(approveAt);
  const isShown = isPage && options.open && (await terminal.openPage(approveAt));
  const where = isShown ? ' in the page that was opened' : '';
  const later = `Ctrl-C leaves it waiting; see it later with: adjutant run ${run}`;
  terminal.err(`\nWaiting for the decision${where} … ${later}`);
}

/** Shows what a request came to when it ended, or what it waits for; with `wait` also what is decided. */
export async function show(client: Client, first: Answer, options: ShowOptions, terminal: Terminal): Promise<number> {
  if (options.wait === false) return showNow(first, options, terminal);
  const answer = await follow(client, first, false);
  const waitsForPeople = options.wait ?? (terminal.isInteractive && !options.json);
  if (answer.status !== 'pending' || !waitsForPeople) return showNow(answer, options, terminal);
  await announceWaiting(answer, options, terminal);
  return showNow(await follow(client, answer, true), options, terminal);
}
