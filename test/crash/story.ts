import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { organisations } from '../../sandbox/organisations.ts';
import { findButton } from '../harness/chat.ts';
import { waitFor } from '../harness/wait-for.ts';
import { type ChatMessage, freePorts, type Product, startProduct } from './started-product.ts';

const [aurora] = organisations;
if (!aurora) throw new Error('the sandbox has no organisation');
const team = aurora.slack.team;
const channel = aurora.slack.channels[0]?.id ?? '';
const user = aurora.people[0]?.slack ?? '';
export const where = { team, user, channel };

const patchFor = (text: string): string => `--- a/README.md
+++ b/README.md
@@ -1,5 +1,5 @@
 # Shop
 
-The shop sells tea.
+${text}
 
 Call us at 555-0100.
`;

const killLimitMs = 25_000;
const acknowledgement = z.looseObject({ status: z.number() });

export interface Story {
  folder: string;
  repository: string;
  /** Ends the process by itself at this point, the first time. */
  killAt?: string;
  /** Otherwise everything is killed so long after the command, wherever it is then. */
  killAfterMs?: number;
}
export interface Ending {
  effects: Record<string, number>;
  messages: ChatMessage[];
}

const say = (product: Product): Promise<unknown> =>
  product.chat('/command', {
    ...where,
    command: '/adjutant',
    text: `code apply-patch title="Sell coffee" patch=\n${patchFor('The shop sells coffee.')}`,
  });

/** Approves as soon as a card can be approved. */
const approve = async (product: Product): Promise<void> => {
  const button = await waitFor('the card', async () => findButton(await product.messages(where), 'Approve'), 20_000);
  await product.chat('/click', { ...where, ...button });
};

const isOver = (messages: readonly ChatMessage[]): boolean =>
  messages.some(({ text }) => /Merge request !\d+ is open/.test(text));

/** One command and one approval, with a kill in between; then a restart, and a person who goes on where they were. */
export async function tell({ folder, repository, killAt, killAfterMs }: Story): Promise<Ending> {
  const ports = await freePorts();
  const options = { folder, repository, ports };
  const first = await startProduct(killAt ? { ...options, killAt } : options);
  // A point of the ledger is only reached by a command that was accepted; at a random moment its acknowledgement tells.
  const accepted = { isCertain: killAt !== undefined };
  const road = (async () => {
    const { status } = acknowledgement.parse(await say(first));
    accepted.isCertain ||= status === 200;
    await approve(first);
  })();
  // The kill cuts the road off somewhere; only a road that nobody cut has to be whole.
  const cut = road.catch((error: Error) => error);
  if (killAfterMs === undefined) await waitFor('the process to end itself', () => !first.isRunning(), killLimitMs);
  else await setTimeout(killAfterMs);
  await first.killAll();
  await cut;

  const second = await startProduct(options);
  try {
    const isShown = async (): Promise<boolean> => (await second.messages(where)).length > 0;
    if (accepted.isCertain) await waitFor('an answer to what was accepted', isShown, 20_000);
    // Perhaps it never was: a person who saw an error, and still sees nothing, says it again.
    else await waitFor('anything to be seen', isShown, 5_000).catch(() => say(second));
    await waitFor(
      'the merge request',
      async () => {
        const messages = await second.messages(where);
        const button = isOver(messages) ? undefined : findButton(messages, 'Approve');
        if (button) await second.chat('/click', { ...where, ...button }).catch(() => undefined);
        return isOver(messages);
      },
      30_000,
    );
    const { gitlab = {} } = await second.effects();
    return { effects: gitlab, messages: await second.messages(where) };
  } finally {
    await second.stop();
  }
}
