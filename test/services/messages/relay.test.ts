import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError, type Delivery, type MessageRef, type Principal } from '../../../src/core/index.ts';
import { createLog } from '../../../src/platform/log.ts';
import { stillHeld } from '../../../src/platform/still-held.ts';
import { createRelay, type Relay } from '../../../src/services/index.ts';
import { answerKey, putMessage, rootKey } from '../../../src/services/messages/messages.ts';
import { waitFor } from '../../harness/wait-for.ts';
import { address, startWorld, type World } from '../world.ts';

let world: World;
let maria: Principal;
let relay: Relay;
/** What the door was asked to show, in order. */
const shown: Delivery[] = [];
let behave: (delivery: Delivery) => Promise<void>;

beforeAll(async () => {
  world = await startWorld();
  maria = await world.principal(await world.person('Maria', ['manager']));
  relay = newRelay();
});
beforeEach(() => {
  shown.length = 0;
  behave = async () => undefined;
});
afterAll(() => world.close());

function newRelay(leaseSeconds?: number): Relay {
  const deliver = async (delivery: Delivery): Promise<MessageRef> => {
    await behave(delivery);
    shown.push(delivery);
    return { ts: `${delivery.message}` };
  };
  return createRelay({
    database: world.services.database,
    deliverTo: { slack: { deliver }, teams: { deliver } },
    log: createLog('silent'),
    leaseSeconds,
  });
}

interface Row {
  id: string;
  version: number;
  delivered_version: number;
  attempts: number;
  failure: string | null;
  wait_ms: number;
}
const rowOf = async (key: string): Promise<Row> => {
  const [row] = await world.sql<Row>(
    `select id, version, delivered_version, attempts, failure,
       round(extract(epoch from not_before - now()) * 1000)::int as wait_ms from messages where key = $1`,
    [key],
  );
  if (!row) throw new Error('there is no such message');
  return row;
};
const put = (run: string, key: string, markdown: string, thread?: string): Promise<void> =>
  world.services.database.withTenant(world.tenant, (tx) =>
    putMessage(tx, { key, run, address, content: { tone: 'neutral', markdown }, ...(thread ? { thread } : {}) }),
  );
const texts = (): string[] => shown.map(({ content }) => content.markdown);
const refuse = (error: unknown) => async (): Promise<void> => {
  throw error;
};
const away = new AppError('upstream.unavailable', 'Slack is away.');

/** Some of it may have passed by now. */
function expectWait({ wait_ms: waitMs, failure }: Row, seconds: number): void {
  expect(failure).toBeNull();
  expect(waitMs).toBeLessThanOrEqual(seconds * 1_000);
  expect(waitMs).toBeGreaterThan((seconds - 3) * 1_000);
}

/** The root of a run's thread, not yet posted. */
async function root(): Promise<{ run: string; id: string }> {
  const { id: run } = await world.accept(maria, world.listBoxes, {});
  await put(run, rootKey(run), 'root');
  return { run, id: (await rowOf(rootKey(run))).id };
}

describe('a message', () => {
  it('is posted once, and not again', async () => {
    const { id, run } = await root();
    await relay.deliver(world.tenant, id);
    await relay.deliver(world.tenant, id);
    expect(shown).toMatchObject([{ message: id, address, posted: undefined, thread: undefined }]);
    expect(await rowOf(rootKey(run))).toMatchObject({ attempts: 0, failure: null });
  });

  it('is replaced when its content changes, and only then', async () => {
    const { id, run } = await root();
    await relay.deliver(world.tenant, id);
    await put(run, rootKey(run), 'root');
    await relay.deliver(world.tenant, id);
    await put(run, rootKey(run), 'changed');
    await relay.deliver(world.tenant, id);
    expect(texts()).toEqual(['root', 'changed']);
    expect(shown[1]?.posted).toEqual({ ts: id });
  });

  it('shows only the last of several changes', async () => {
    const { id, run } = await root();
    await put(run, rootKey(run), 'second');
    await put(run, rootKey(run), 'third');
    await relay.deliver(world.tenant, id);
    expect(texts()).toEqual(['third']);
  });

  it('comes after the root of its thread', async () => {
    const { id, run } = await root();
    await put(run, answerKey(run), 'answer', rootKey(run));
    await relay.deliver(world.tenant, (await rowOf(answerKey(run))).id);
    expect(texts()).toEqual(['root', 'answer']);
    expect(shown[1]?.thread).toEqual({ ts: id });
  });

  it('that changed while it was delivered is delivered again', async () => {
    const { id, run } = await root();
    behave = async () => {
      if (shown.length === 0) await put(run, rootKey(run), 'changed meanwhile');
    };
    await relay.deliver(world.tenant, id);
    expect(texts()).toEqual(['root', 'changed meanwhile']);
    expect(await rowOf(rootKey(run))).toMatchObject({ version: 3, delivered_version: 3 });
  });

  it('is posted once by relays that compete', async () => {
    const { id } = await root();
    const relays = Array.from({ length: 6 }, () => newRelay());
    await Promise.all(relays.map((each) => each.deliver(world.tenant, id)));
    expect(shown).toHaveLength(1);
  });

  it('is posted once, however long its pictures take', async () => {
    const { id } = await root();
    const drawn = Promise.withResolvers<void>();
    let begun = 0;
    behave = async () => {
      begun += 1;
      if (begun === 1) await drawn.promise;
    };
    const leaseSeconds = 1;
    const first = newRelay(leaseSeconds).deliver(world.tenant, id);
    await waitFor('the first to begin', () => begun > 0);
    const [lease] = await world.sql<{ lease_until: Date }>('select lease_until from messages where id = $1', [id]);
    const isOver = 'select now() > $1::timestamptz as is_over';
    await waitFor('its first lease to be over', async () => {
      const [row] = await world.sql<{ is_over: boolean }>(isOver, [lease?.lease_until]);
      return row?.is_over;
    });
    await newRelay(leaseSeconds).deliver(world.tenant, id);
    drawn.resolve();
    await first;
    expect(begun).toBe(1);
    expect(texts()).toEqual(['root']);
  });

  it('is left to others by who was frozen inside of the call for longer than it may hold it', async () => {
    const { id, run } = await root();
    behave = async ({ signal }) => {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_200);
      await stillHeld(signal);
    };
    await newRelay(1).deliver(world.tenant, id);
    expect(shown).toEqual([]);
    behave = async () => undefined;
    // What was frozen may have prolonged its lease as it woke up.
    await waitFor('another to take it', async () => {
      await newRelay().deliver(world.tenant, id);
      return shown.length > 0;
    });
    expect(texts()).toEqual(['root']);
    expect((await rowOf(rootKey(run))).failure).toBeNull();
  });

  it('is given up by who lost it while the chat took its time', async () => {
    const { id } = await root();
    const begun = Promise.withResolvers<AbortSignal>();
    behave = async ({ signal }) => {
      begun.resolve(signal);
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    };
    const first = newRelay(1).deliver(world.tenant, id);
    const signal = await begun.promise;
    behave = async () => undefined;
    await world.sql("update messages set lease_until = now() - interval '1 second' where id = $1", [id]);
    await newRelay().deliver(world.tenant, id);
    await first;
    expect(signal.aborted).toBe(true);
    expect(texts()).toEqual(['root']);
  });

  it('and its root are posted once by relays that compete', async () => {
    const { id, run } = await root();
    await put(run, answerKey(run), 'answer', rootKey(run));
    const answer = (await rowOf(answerKey(run))).id;
    await Promise.all([newRelay().deliver(world.tenant, answer), newRelay().deliver(world.tenant, id)]);
    expect(texts()).toEqual(['root', 'answer']);
  });

  it('of another tenant is not there', async () => {
    const { id } = await root();
    await relay.deliver(world.other, id);
    expect(shown).toEqual([]);
  });
});

describe('a message that cannot be posted', () => {
  it('is tried again later and later, and given up in the end', async () => {
    const { id, run } = await root();
    behave = refuse(away);
    const waits = [1, 4, 16, 64, 256, 300, 300];
    for (const seconds of waits) {
      await relay.deliver(world.tenant, id);
      expectWait(await rowOf(rootKey(run)), seconds);
      await world.sql('update messages set not_before = now() where id = $1', [id]);
    }
    await relay.deliver(world.tenant, id);
    expect((await rowOf(rootKey(run))).failure).toBe('Slack is away.');
    behave = async () => undefined;
    await relay.deliver(world.tenant, id);
    expect(shown).toEqual([]);
  });

  it('waits until its time has come', async () => {
    const { id } = await root();
    behave = refuse(away);
    await relay.deliver(world.tenant, id);
    behave = async () => undefined;
    await relay.deliver(world.tenant, id);
    expect(shown).toEqual([]);
  });

  it.each<[number, number]>([
    [30_000, 30],
    [9_999_999_999_000, 3_600],
  ])('waits as it is asked to: %i ms is %i s', async (retryAfterMs, seconds) => {
    const { id, run } = await root();
    behave = refuse(new AppError('upstream.rate-limited', 'Slow down.', { retryAfterMs }));
    await relay.deliver(world.tenant, id);
    expectWait(await rowOf(rootKey(run)), seconds);
  });

  it.each<[string, unknown, string | null]>([
    [
      'a place that is gone',
      new AppError('delivery.unreachable', 'The channel is archived.'),
      'The channel is archived.',
    ],
    ['a defect, which may be mended', new TypeError('x'), null],
    ['a vendor that is away', away, null],
  ])('is given up at once for good reasons only: %s', async (_name, error, failure) => {
    const { id, run } = await root();
    behave = refuse(error);
    await relay.deliver(world.tenant, id);
    expect((await rowOf(rootKey(run))).failure).toBe(failure);
  });

  it('gets another chance when its content changes', async () => {
    const { id, run } = await root();
    behave = refuse(new AppError('delivery.unreachable', 'The channel is archived.'));
    await relay.deliver(world.tenant, id);
    behave = async () => undefined;
    await put(run, rootKey(run), 'changed');
    await relay.deliver(world.tenant, id);
    expect(texts()).toEqual(['changed']);
  });

  it('keeps what belongs under it waiting, and loses nothing', async () => {
    const { run } = await root();
    await put(run, answerKey(run), 'answer', rootKey(run));
    const { id } = await rowOf(answerKey(run));
    behave = refuse(away);
    await relay.deliver(world.tenant, id);
    expect(await rowOf(answerKey(run))).toMatchObject({ attempts: 1, failure: null, delivered_version: 0 });
    behave = async () => undefined;
    await world.sql('update messages set not_before = now()');
    await relay.deliver(world.tenant, id);
    expect(texts()).toEqual(['root', 'answer']);
  });
});
