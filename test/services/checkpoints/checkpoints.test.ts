import { randomUUID } from 'node:crypto';
import { Annotation, Command, END, interrupt, START, StateGraph } from '@langchain/langgraph';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../../../src/platform/log.ts';
import { roleUrl } from '../../../src/platform/provision.ts';
import { type Checkpoints, createCheckpoints, type Run } from '../../../src/services/index.ts';
import { testMasterKey } from '../../harness/database.ts';
import { startWorld, type World } from '../world.ts';

let world: World;
let checkpoints: Checkpoints;

beforeAll(async () => {
  world = await startWorld();
  checkpoints = createCheckpoints(roleUrl(world.ownerUrl, 'adjutant_graph', testMasterKey), createLog('silent'));
});
afterAll(async () => {
  await checkpoints.close();
  await world.close();
});

const State = Annotation.Root({ words: Annotation<string[]>({ reducer: (a, b) => [...a, ...b], default: () => [] }) });
/** Says a word, waits for a person, and says another. */
const graphOf = () =>
  new StateGraph(State)
    .addNode('first', ({ words }) => ({ words: [`${words[0]} first`] }))
    .addNode('wait', () => ({ words: [`${String(interrupt('?'))}`] }))
    .addEdge(START, 'first')
    .addEdge('first', 'wait')
    .addEdge('wait', END)
    .compile({ checkpointer: checkpoints.saver });

async function newRun(): Promise<Run> {
  const maria = await world.principal(await world.person('Maria', ['manager']));
  const { conversation } = await world.accept(maria, world.listBoxes, {});
  return world.begin(conversation);
}
const threadOf = (run: Run) => ({
  configurable: { thread_id: `${run.tenant}:${run.id}` },
  durability: 'sync' as const,
});
const start = (run: Run, word: string) => checkpoints.as(run, () => graphOf().invoke({ words: [word] }, threadOf(run)));
const stateAs = async (run: Run, tenant: string): Promise<unknown> =>
  (await checkpoints.as({ tenant, fence: run.fence }, () => graphOf().getState(threadOf(run)))).values;
const countOf = async (run: Run): Promise<number> => {
  const [row] = await world.sql<{ count: number }>(
    'select count(*)::int as count from graph.checkpoints where thread_id = $1',
    [`${run.tenant}:${run.id}`],
  );
  return row?.count ?? 0;
};

describe('checkpoints', () => {
  it('keep a run’s state until it goes on, in any process', async () => {
    const run = await newRun();
    await start(run, 'a');
    const again = createCheckpoints(roleUrl(world.ownerUrl, 'adjutant_graph', testMasterKey), createLog('silent'));
    const graph = new StateGraph(State)
      .addNode('first', () => expect.unreachable())
      .addNode('wait', () => ({ words: [`${String(interrupt('?'))}`] }))
      .addEdge(START, 'first')
      .addEdge('first', 'wait')
      .addEdge('wait', END)
      .compile({ checkpointer: again.saver });
    const state = await again.as(run, () => graph.invoke(new Command({ resume: 'b' }), threadOf(run)));
    expect(state.words).toEqual(['a', 'a first', 'b']);
    await again.close();
  });

  it('are not written by who no longer holds the run', async () => {
    const run = await newRun();
    await start(run, 'a');
    const before = await countOf(run);
    await world.sql('update runs set fence = fence + 1 where id = $1', [run.id]);
    const late = checkpoints.as(run, () => graphOf().invoke(new Command({ resume: 'late' }), threadOf(run)));
    await expect(late).rejects.toMatchObject({ code: '42501' });
    expect(await countOf(run)).toBe(before);
    const holder = { ...run, fence: run.fence + 1 };
    const state = await checkpoints.as(holder, () => graphOf().invoke(new Command({ resume: 'b' }), threadOf(run)));
    expect(state.words).toEqual(['a', 'a first', 'b']);
  });

  it('are neither read, written nor deleted by another tenant', async () => {
    const run = await newRun();
    await start(run, 'a');
    const before = await countOf(run);
    expect(before).toBeGreaterThan(0);
    expect(await stateAs(run, world.other)).toEqual({});
    const foreign = { tenant: world.other, fence: run.fence };
    const writing = checkpoints.as(foreign, () => graphOf().invoke({ words: ['x'] }, threadOf(run)));
    await expect(writing).rejects.toMatchObject({ code: '42501' });
    await checkpoints.as(foreign, () => checkpoints.saver.deleteThread(`${run.tenant}:${run.id}`));
    expect(await countOf(run)).toBe(before);
    expect(await stateAs(run, run.tenant)).toEqual({ words: ['a', 'a first'] });
  });

  it('are not listed for another tenant', async () => {
    await start(await newRun(), 'a');
    const listed = await checkpoints.as({ tenant: world.other, fence: 1 }, async () => {
      const found: unknown[] = [];
      for await (const each of checkpoints.saver.list({})) found.push(each);
      return found;
    });
    expect(listed).toEqual([]);
  });

  it('are for a run that is there', async () => {
    const holder = { tenant: world.tenant, fence: 0 };
    const config = { configurable: { thread_id: `${world.tenant}:${randomUUID()}` } };
    await expect(checkpoints.as(holder, () => graphOf().invoke({ words: ['x'] }, config))).rejects.toMatchObject({
      code: '42501',
    });
  });

  it('are for nobody who holds nothing', async () => {
    const run = await newRun();
    await expect(graphOf().invoke({ words: ['x'] }, threadOf(run))).rejects.toThrow(/run that is held/);
  });

  it('of many holders at once do not mix, on fewer connections', async () => {
    const runs = await Promise.all(Array.from({ length: 24 }, newRun));
    await Promise.all(runs.map((run, index) => start(run, `word ${index}`)));
    const ends = await Promise.all(
      runs.map((run) => checkpoints.as(run, () => graphOf().invoke(new Command({ resume: 'end' }), threadOf(run)))),
    );
    expect(ends.map(({ words }) => words)).toEqual(
      runs.map((_run, index) => [`word ${index}`, `word ${index} first`, 'end']),
    );
  });
});
