import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { organisations } from '../../sandbox/organisations.ts';
import { findButton } from '../harness/chat.ts';
import { waitFor } from '../harness/wait-for.ts';
import { type ChatMessage, freePorts, type Product, startProduct } from './started-product.ts';
import type { Seen, Tale } from './tales.ts';

const [aurora] = organisations;
if (!aurora) throw new Error('the sandbox has no organisation');
const { team, channels } = aurora.slack;
const userOf = (name: string): string => aurora.people.find((person) => person.name.startsWith(name))?.slack ?? '';
const channelOf = (name: string): string => channels.find((channel) => channel.name === name)?.id ?? '';
/** Who asks, and where. */
const here = { team, channel: channelOf('engineering'), user: userOf('Maria') };
/** Who decides: not who asked. */
const decider = { ...here, user: userOf('Amina') };

const killLimitMs = 60_000;
const settleLimitMs = 120_000;
const acknowledgement = z.looseObject({ status: z.number() });

export interface Story {
  tale: Tale;
  folder: string;
  repository: string;
  /** Ends the process by itself at this point, the first time. */
  killAt?: string;
  /** Otherwise everything is killed so long after the command, wherever it is then. */
  killAfterMs?: number;
  settings?: Readonly<Record<string, string>>;
  /** Happens while nothing of it runs. */
  meanwhile?: () => void;
}
export interface Ending {
  count: Record<string, number>;
  /** A person had to say what was true. */
  wasInDoubt: boolean;
  messages: readonly ChatMessage[];
}

const say = (product: Product, text: string): Promise<unknown> =>
  product.chat('/command', { ...here, command: '/adjutant', text });

/** The latest: what was posted just before the kill, and not yet noted, is posted again. Effects never are. */
const rootOf = (messages: readonly ChatMessage[], title: string): ChatMessage | undefined =>
  messages.findLast(({ text }) => text.includes(`asked: *${title}*`));
const isAnswered = (messages: readonly ChatMessage[], title: string): boolean =>
  /Done\./.test(rootOf(messages, title)?.text ?? '');

async function look(product: Product): Promise<Seen> {
  const names = ['engineering', 'general'];
  const texts = await Promise.all(
    names.map(async (name) => [name, await product.messages({ ...here, channel: channelOf(name) })] as const),
  );
  return { effects: await product.effects(), channels: Object.fromEntries(texts) };
}

/** Presses the button of that label, if there is one; whoever is second is told, and that is all. */
async function press(product: Product, label: string): Promise<boolean> {
  const button = findButton(await product.messages(here), label);
  if (!button) return false;
  await product.chat('/click', { ...decider, ...button }).catch(() => undefined);
  return true;
}

/** A person looks at the vendor, and says what is true. Answers whether anybody had to. */
async function settleDoubt(product: Product, tale: Tale): Promise<boolean> {
  const messages = await product.messages(here);
  const card = messages.find((message) => findButton([message], 'It is there'));
  if (!card) return false;
  const doubts = Object.entries(tale.doubtful);
  const [, key = ''] = doubts.find(([part]) => card.text.includes(`${part}: unknown`)) ?? doubts[0] ?? [];
  const isThere = (tale.count(await look(product))[key] ?? 0) > 0;
  return press(product, isThere ? 'It is there' : 'Send again');
}

const isWhole = (tale: Tale, count: Record<string, number>): boolean =>
  Object.entries(tale.once).every(([name, times]) => (count[name] ?? 0) >= times);

/** Goes on until what was asked for is done and said. */
async function seeThrough(product: Product, tale: Tale): Promise<boolean> {
  const doubt = { was: false };
  await waitFor(
    `the end of “${tale.title}”`,
    async () => {
      await press(product, 'Approve');
      doubt.was = (await settleDoubt(product, tale)) || doubt.was;
      return isAnswered(await product.messages(here), tale.title) && isWhole(tale, tale.count(await look(product)));
    },
    settleLimitMs,
  ).catch(async (error: Error) => {
    // A kill at a random moment is not told again easily: what was seen says where it stood.
    throw new Error(`${error.message}; seen: ${JSON.stringify(await look(product))}`, { cause: error });
  });
  return doubt.was;
}

async function prepare(product: Product, { before }: Tale): Promise<void> {
  for (const { command, title } of before) {
    await say(product, command);
    await waitFor(
      `“${title}”`,
      async () => (await press(product, 'Approve')) || isAnswered(await product.messages(here), title),
    );
    await waitFor(`the end of “${title}”`, async () => isAnswered(await product.messages(here), title));
  }
}

/** A command, perhaps an approval, and a kill in between. Answers whether the command was accepted for certain. */
async function cutShort(product: Product, { tale, killAt, killAfterMs }: Story): Promise<boolean> {
  // A point of the ledger is only reached by a command that was accepted; at a random moment its acknowledgement tells.
  const accepted = { isCertain: killAt !== undefined };
  const road = (async () => {
    const { status } = acknowledgement.parse(await say(product, tale.command));
    accepted.isCertain ||= status === 200;
    await waitFor('something to approve', () => press(product, 'Approve'));
  })();
  // The kill cuts the road off somewhere; only a road that nobody cut has to be whole.
  const cut = road.catch((error: Error) => error);
  if (killAfterMs === undefined) await waitFor('the process to end itself', () => !product.isRunning(), killLimitMs);
  else await setTimeout(killAfterMs);
  await product.killAll();
  await cut;
  return accepted.isCertain;
}

/** One tale with a kill in it; then a restart, and people who go on where they were. */
export async function tell(story: Story): Promise<Ending> {
  const { tale, folder, repository, killAt, settings = {} } = story;
  const ports = await freePorts();
  const options = { folder, repository, ports, settings };
  const first = await startProduct(killAt ? { ...options, killAt } : options);
  await prepare(first, tale);
  const isCertain = await cutShort(first, story);
  story.meanwhile?.();

  const second = await startProduct(options);
  try {
    const isShown = async (): Promise<boolean> => rootOf(await second.messages(here), tale.title) !== undefined;
    if (isCertain) await waitFor('an answer to what was accepted', isShown);
    // Perhaps it never was: a person who saw an error, and still sees nothing, says it again.
    else await waitFor('anything to be seen', isShown, 5_000).catch(() => say(second, tale.command));
    const wasInDoubt = await seeThrough(second, tale);
    const seen = await look(second);
    return { count: tale.count(seen), wasInDoubt, messages: seen.channels.engineering ?? [] };
  } finally {
    await second.stop();
  }
}
