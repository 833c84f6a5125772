import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { disturb } from './disturb.ts';
import { type People, startPeople } from './people.ts';
import type { Random } from './random.ts';
import type { Stage } from './stage.ts';
import { type Asked, ask, type openTraffic } from './traffic.ts';
import { get } from './wire.ts';

/** What came of one round, as one line of a campaign's file. */
export const roundSchema = z.object({
  seed: z.number(),
  backend: z.string(),
  round: z.number(),
  kills: z.number(),
  happened: z.array(z.string()),
  asked: z.number(),
  taken: z.number(),
  done: z.number(),
  faults: z.array(z.string()),
});
export type Round = z.infer<typeof roundSchema>;

const trafficMs = 3_000;
const settleMs = 120_000;
/** What nobody said to have been taken may still show itself for so long. */
const graceMs = 2_000;
const counted = ['leads', 'tasks', 'branches', 'commits', 'mergeRequests'];
const effectsSchema = z.looseObject({ byVendor: z.record(z.string(), z.record(z.string(), z.number())) });

async function countEffects({ vendorsUrl }: Stage): Promise<Record<string, number>> {
  const { byVendor } = effectsSchema.parse(await get(`${vendorsUrl}/_control/effects`));
  const all = { ...byVendor.gitlab, ...byVendor.salesforce };
  return Object.fromEntries(counted.map((kind) => [kind, all[kind] ?? 0]));
}

/** Waits until what was taken is done, or nothing more comes of it. */
async function settle(stage: Stage, people: People, asked: readonly Asked[]): Promise<void> {
  const end = Date.now() + settleMs;
  const isSettled = ({ mark, isTaken }: Asked): boolean => {
    const stands = people.standing.get(mark) ?? 'unseen';
    return stands === 'done' || (stands === 'unseen' && !isTaken);
  };
  await Promise.all(stage.all.map((each) => each.ready()));
  let quietSince = Date.now();
  while (Date.now() < end && Date.now() - quietSince < graceMs) {
    if (!asked.every(isSettled) || (await stage.openRuns()) > 0) quietSince = Date.now();
    await setTimeout(200);
  }
}

function difference(before: Record<string, number>, after: Record<string, number>, done: readonly Asked[]): string[] {
  return counted.flatMap((kind) => {
    const expected = done.reduce((sum, { wanted }) => sum + (wanted[kind] ?? 0), 0);
    const seen = (after[kind] ?? 0) - (before[kind] ?? 0);
    if (seen === expected) return [];
    return [`${kind}: ${expected} asked for and done, ${seen} at the vendor (${seen > expected ? 'doubled' : 'lost'})`];
  });
}

export interface RoundOptions {
  stage: Stage;
  asks: Awaited<ReturnType<typeof openTraffic>>;
  random: Random;
  kills: number;
  prefix: string;
}

/** Traffic, kills in the middle of it, rest; then what people saw is held against what the vendors counted. */
export async function playRound(options: RoundOptions): Promise<Omit<Round, 'seed' | 'backend' | 'round'>> {
  const { stage, asks, random, kills, prefix } = options;
  const before = await countEffects(stage);
  const people = startPeople();
  const happened: string[] = [];
  try {
    const asking = ask(asks, prefix, random, trafficMs * kills).then((asked) => {
      people.watch(asked);
      return asked;
    });
    for (let count = 0; count < kills; count += 1) {
      await setTimeout(random.between(200, trafficMs));
      happened.push(...(await disturb(stage, random)));
    }
    const asked = await asking;
    await settle(stage, people, asked);
    const stuck = await stage.openRuns();
    const after = await countEffects(stage);
    const standing = ({ mark }: Asked) => people.standing.get(mark) ?? 'unseen';
    const done = asked.filter((each) => standing(each) === 'done');
    const lost = asked.filter((each) => standing(each) !== 'done' && (each.isTaken || standing(each) !== 'unseen'));
    return {
      kills,
      happened,
      asked: asked.length,
      taken: asked.filter(({ isTaken }) => isTaken).length,
      done: done.length,
      faults: [
        ...lost.map((each) => `${each.mark} (${each.door}, ${each.place.name}) was taken, and is ${standing(each)}`),
        ...[...people.wasUnknown].map((mark) => `${mark} was unknown`),
        ...(stuck > 0 ? [`${stuck} runs are stuck`] : []),
        ...difference(before, after, done),
      ],
    };
  } finally {
    await people.stop();
  }
}
