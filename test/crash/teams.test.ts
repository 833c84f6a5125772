import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { organisations } from '../../sandbox/organisations.ts';
import { aadOf, tenantOf } from '../../sandbox/teams/index.ts';
import { buttonIn, wordsOf } from '../bot/teams/aurora.ts';
import { makeRepository } from '../harness/repository.ts';
import { waitFor } from '../harness/wait-for.ts';
import { patchCommand } from '../road/patches.ts';
import { freePorts, type Product, removeProduct, startProduct } from './started-product.ts';

const limitMs = 400_000;
const patienceMs = 90_000;
const stateSchema = z.object({
  messages: z.array(z.looseObject({ id: z.string(), card: z.looseObject({}).optional() })),
});
const [aurora] = organisations;
if (!aurora) throw new Error('no organisation');
const maria = { tenant: tenantOf(aurora), user: aadOf({ email: 'maria@aurora.example' }) };

/** What is being done when the process is killed may not be answered; what comes of it is looked at. */
const perhaps = (work: Promise<unknown>): Promise<unknown> => work.catch(() => undefined);

async function talk(product: Product) {
  const chat = z.object({ id: z.string() }).parse(await product.teams('/personal', maria));
  const where = { ...maria, conversation: chat.id };
  const messages = async () => stateSchema.parse(await product.teamsState(where)).messages;
  return {
    say: (text: string) => product.teams('/say', { ...where, text }),
    sees: (words: RegExp) =>
      waitFor(
        String(words),
        async () => (await messages()).find(({ card }) => words.test(wordsOf(card))),
        patienceMs,
        100,
      ),
    async approve(): Promise<void> {
      const card = await waitFor(
        'the card',
        async () => (await messages()).findLast((message) => buttonIn(message.card, 'Approve')),
        patienceMs,
        100,
      );
      const { data } = buttonIn(card.card, 'Approve') ?? {};
      await product.teams('/execute', { ...where, message: card.id, data });
    },
  };
}

describe('kill -9 while somebody talks to it in Teams', () => {
  it.each(['run.accepted:1', 'effect.decided:1', 'effect.after-call:1'])(
    'at %s: one merge request, and an answer',
    async (killAt) => {
      const folder = mkdtempSync(join(tmpdir(), 'adjutant-crash-'));
      const options = { folder, repository: makeRepository(join(folder, 'source')), ports: await freePorts() };
      try {
        const first = await startProduct({ ...options, killAt });
        const before = await talk(first);
        await perhaps(before.say(patchCommand('Sell coffee', 'coffee')));
        if (killAt !== 'run.accepted:1') await perhaps(before.approve());
        await waitFor('the kill', () => !first.isRunning(), patienceMs);
        await first.killAll();

        const second = await startProduct(options);
        const after = await talk(second);
        if (killAt === 'run.accepted:1') await after.approve();
        await after.sees(/Merge request !\d+ is open/);
        await after.sees(/Approved by Maria Lindqvist and done/);
        expect((await second.effects()).gitlab).toMatchObject({ branches: 1, commits: 1, mergeRequests: 1 });
        await second.stop();
      } finally {
        await removeProduct(folder);
      }
    },
    limitMs,
  );
});
