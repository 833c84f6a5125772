import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeEmbeddedPostgres, startEmbeddedPostgres } from '../src/platform/embedded-postgres.ts';
import { cloneDatabase, makeTemplate } from '../test/harness/database.ts';
import { benchAcknowledgement } from './acknowledgement.ts';
import { benchCard } from './card.ts';
import { benchMcpRead } from './mcp-read.ts';
import { benchMemory } from './memory.ts';
import { benchPictures } from './pictures.ts';
import { startPlace } from './place.ts';
import { benchPlan } from './plan.ts';
import { type Result, render } from './result.ts';
import { benchSchedules } from './schedules.ts';
import { benchTeams } from './teams.ts';

/** Every benchmark against its floor in the same run, on a Postgres that waits for the disk as in service. */
async function main(): Promise<boolean> {
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
    const place = await startPlace(server.url);
    try {
      report(await benchAcknowledgement(place));
      report(await benchTeams(place));
      report(await benchCard(place));
      report(await benchPlan(place));
      report(await benchMcpRead(place));
    } finally {
      await place.close();
    }
    report(await benchPictures());
    const database = await cloneDatabase(server.url);
    report(await benchMemory(database.ownerUrl));
    await database.drop();
    report(await benchSchedules(server.url));
  } finally {
    await server.stop();
    await removeEmbeddedPostgres({ directory, name });
    rmSync(directory, { recursive: true, force: true });
  }
  return results.every(({ bars }) => bars.every(({ isMet }) => isMet));
}

process.exitCode = (await main()) ? 0 : 1;
