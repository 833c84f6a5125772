import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { Resources } from '../src/platform/resources.ts';
import { random } from './random.ts';
import { playRound, type Round, roundSchema } from './round.ts';
import { startStage } from './stage.ts';
import { openTraffic } from './traffic.ts';

export interface CampaignOptions {
  seed: number;
  /** Of processes, in all rounds together. */
  kills: number;
  backend: 'postgres' | 'redis';
  databaseUrl: string;
  resources: Resources;
  /** Rounds that are done are kept here, one a line, and not played again. */
  file?: string | undefined;
  say?: (line: string) => void;
  /** Throws when somebody asked to stop. */
  goOn?: () => void;
}

const killsARound = 4;

function readRounds(file: string | undefined, { seed, backend }: CampaignOptions): Round[] {
  if (file === undefined || !existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines
    .map((line) => roundSchema.parse(JSON.parse(line)))
    .filter((each) => each.seed === seed && each.backend === backend);
}

const tell = ({ round, happened, asked, taken, done, faults }: Round): string =>
  [
    `round ${round}: ${happened.join(', ')}`,
    `  ${asked} asked, ${taken} acknowledged, ${done} done`,
    ...faults.map((fault) => `  BROKEN: ${fault}`),
  ].join('\n');

/** Rounds until there were enough kills. Ends at the first that broke a promise; answers all of them. */
export async function play(options: CampaignOptions): Promise<Round[]> {
  const { seed, kills, backend, databaseUrl, resources, file, say = () => undefined, goOn = () => undefined } = options;
  const rounds = readRounds(file, options);
  const count = (): number => rounds.reduce((sum, each) => sum + each.kills, 0);
  const isBroken = (): boolean => rounds.some(({ faults }) => faults.length > 0);
  if (count() >= kills || isBroken()) return rounds;
  const stage = await startStage({ databaseUrl, backend, random: random(seed), resources, goOn });
  const asks = await openTraffic(stage);
  say(`Started: ${stage.all.map(({ name }) => name).join(', ')} and the vendors, each in a process of its own.`);
  while (count() < kills && !isBroken()) {
    goOn();
    const number = rounds.length + 1;
    const turn = random(seed * 7_919 + number);
    const prefix = `s${seed}r${number}`;
    const options = { stage, asks, random: turn, kills: Math.min(killsARound, kills - count()), prefix };
    const round = { seed, backend, round: number, ...(await playRound(options)) };
    rounds.push(round);
    if (file !== undefined) appendFileSync(file, `${JSON.stringify(round)}\n`);
    say(tell(round));
    if (round.faults.length > 0) for (const each of stage.all) say(`--- ${each.name}\n${each.output().slice(-3_000)}`);
  }
  return rounds;
}

/** In one sentence, with the seed for who wants to see it again. */
export function verdictOf(rounds: readonly Round[], { seed, backend }: { seed: number; backend: string }): string {
  const sum = (of: (round: Round) => number): number => rounds.reduce((total, round) => total + of(round), 0);
  const faults = sum((round) => round.faults.length);
  const figures = `${sum(({ kills }) => kills)} kills, ${sum(({ taken }) => taken)} acknowledged, ${sum(({ done }) => done)} done`;
  const words = faults === 0 ? 'Kept: nothing lost, nothing doubled, nothing stuck' : `Broken in ${faults} places`;
  return `${words} (seed ${seed}, ${backend}: ${figures}).`;
}
