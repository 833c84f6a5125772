import { parseArgs } from 'node:util';
import { z } from 'zod';
import { runProcess } from '../src/process-life.ts';
import { play, verdictOf } from './campaign.ts';
import { startDatabase } from './database.ts';

const usage = 'npm run chaos -- --seed 1 --kills 20 [--backend postgres|redis] [--resume FILE]';
const wanted = z.object({
  seed: z.coerce.number().int().min(0).max(1_000_000_000).default(1),
  kills: z.coerce.number().int().min(1).max(100_000).default(20),
  backend: z.enum(['postgres', 'redis']).default('postgres'),
  resume: z.string().min(1).optional(),
});

function readArguments(args: string[]): z.output<typeof wanted> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { seed: text, kills: text, backend: text, resume: text } });
  const result = wanted.safeParse(values);
  if (result.success) return result.data;
  throw new Error(`${z.prettifyError(result.error)}\nUse: ${usage}`);
}

await runProcess(async ({ resources, goOn, stopped }) => {
  const { seed, kills, backend, resume } = readArguments(process.argv.slice(2));
  const databaseUrl = await startDatabase(resources);
  goOn();
  const say = (line: string): void => console.log(line);
  const playing = play({ seed, kills, backend, databaseUrl, resources, file: resume, say, goOn });
  const rounds = await Promise.race([playing, stopped().then(() => undefined)]);
  if (rounds === undefined) {
    // Interrupted, and so without a verdict.
    process.exitCode = 130;
    return void playing.catch(() => undefined);
  }
  say(verdictOf(rounds, { seed, backend }));
  if (rounds.some(({ faults }) => faults.length > 0)) process.exitCode = 1;
});
