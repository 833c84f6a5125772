import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeEmbeddedPostgres, startEmbeddedPostgres } from '../src/platform/embedded-postgres.ts';
import { cloneDatabase, makeTemplate } from '../test/harness/database.ts';
import { benchAcknowledgement } from './acknowledgement.ts';
import { benchAudit } from './audit.ts';
import { benchCard } from './card.ts';
import { benchFreeWords } from './free-words.ts';
import { benchMcpRead } from './mcp-read.ts';
import { benchMemory } from './memory.ts';
import { benchPictures } from './pictures.ts';
import { type Place, startPlace } from './place.ts';
import { benchPlan } from './plan.ts';
import { type Result, render } from './result.ts';
import { benchSchedules } from './schedules.ts';
import { benchTeams } from './teams.ts';

/** Those that share one running product, and those that are on their own. */
const atPlace: Readonly<Record<string, (place: Place) => Promise<Result>>> = {
  acknowledgement: benchAcknowledgement,
  teams: benchTeams,
  card: benchCard,
  plan: benchPlan,
  'free-words': benchFreeWords,
  'mcp-read': benchMcpRead,
};
const alone: Readonly<Record<string, (postgresUrl: string) => Promise<Result>>> = {
  pictures: benchPictures,
  async memory(postgresUrl) {
    const database = await cloneDatabase(postgresUrl);
    const result = await benchMemory(database.ownerUrl);
    await database.drop();
    return result;
  },
  schedules: benchSchedules,
  audit: benchAudit,
};
const parts = [...Object.keys(atPlace), ...Object.keys(alone)];

/** All of them, or those that are named: `npm run bench -- plan pictures`. */
function wantedParts(named: readonly string[]): readonly string[] {
  const unknown = named.find((name) => !parts.includes(name));
  if (unknown !== undefined) throw new Error(`There is no benchmark ${unknown}. There are: ${parts.join(', ')}.`);
  return named.length > 0 ? named : parts;
}

/** Every benchmark against its floor in the same run, on a Postgres that waits for the disk as in service. */
async function main(wanted: readonly string[]): Promise<boolean> {
  const directory = mkdtempSync(join(tmpdir(), 'adjutant-bench-'));
  const name = 'bench';
  const server = await startEmbeddedPostgres({ directory, name });
  const results: Result[] = [];
  const report = (result: Result): void => {
    results.push(result);
    console.log(render(result));
  };
  try {
    await makeTemplate(server.url);
    const served = Object.entries(atPlace).filter(([part]) => wanted.includes(part));
    if (served.length > 0) {
      const place = await startPlace(server.url);
      try {
        for (const [, bench] of served) report(await bench(place));
      } finally {
        await place.close();
      }
    }
    for (const [part, bench] of Object.entries(alone)) if (wanted.includes(part)) report(await bench(server.url));
  } finally {
    await server.stop();
    await removeEmbeddedPostgres({ directory, name });
    rmSync(directory, { recursive: true, force: true });
  }
  return results.every(({ bars }) => bars.every(({ isMet }) => isMet));
}

process.exitCode = (await main(wantedParts(process.argv.slice(2)))) ? 0 : 1;
