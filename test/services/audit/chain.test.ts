import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TrailFault } from '../../../src/core/index.ts';
import { keepLines } from '../../../src/platform/kept-lines.ts';
import { createCheckpoints } from '../../../src/services/audit/checkpoints.ts';
import { verifyTrail } from '../../../src/services/audit/verify.ts';
import { createSequencer, recordAudit } from '../../../src/services/index.ts';
import { startWorld, type World } from '../world.ts';

const seed = Buffer.alloc(32, 7);
const everyRows = 4;

let world: World;
let owner: pg.Client;
let folder: string;
let person: string;
beforeAll(async () => {
  world = await startWorld();
  owner = new pg.Client({ connectionString: world.ownerUrl, options: '-c search_path=adjutant' });
  await owner.connect();
  person = await world.person('Maria Lindqvist', ['manager']);
});
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'adjutant-audit-'));
  await owner.query('truncate audit_rows');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
afterAll(async () => {
  await owner.end();
  await world.close();
});

const file = (): string => join(folder, 'checkpoints.jsonl');
function open(options: { seed?: Buffer; isKept?: boolean } = {}) {
  const { database, log } = world.services;
  const kept = options.isKept === false ? undefined : keepLines(file());
  const checkpoints = createCheckpoints({ seed: options.seed ?? seed, kept, clock: () => new Date(), log, everyRows });
  return {
    ...createSequencer({ database, checkpoints, log }),
    verify: () => verifyTrail(database, checkpoints, world.tenant),
  };
}
const write = (count: number, tenant = world.tenant, who = person): Promise<void> =>
  world.services.database.withTenant(tenant, async (tx) => {
    for (let each = 0; each < count; each += 1) {
      const entry = { person: who, door: 'slack', action: 'asked', outcome: 'done', correlation: `c${each}` } as const;
      await recordAudit(tx, { ...entry, details: { each } });
    }
  });
/** What somebody does who owns the database, and leaves no trigger or key in the way. */
async function tamper(sql: string): Promise<void> {
  await owner.query('set session_replication_role = replica');
  const { rowCount } = await owner.query(sql);
  await owner.query('set session_replication_role = origin');
  expect(rowCount).toBeGreaterThan(0);
}

describe('the chain of the audit trail', () => {
  it('has a place for each row, in the order in which they were written', async () => {
    const { link, verify } = open();
    expect(await verify()).toEqual({ rows: 0, checkpoints: 0, fault: undefined });
    await write(3);
    await link();
    await write(9);
    await link();
    expect(await verify()).toEqual({ rows: 12, checkpoints: 2, fault: undefined });
  });

  it('stays one chain when several link side by side', async () => {
    await write(1_200);
    const all = Array.from({ length: 6 }, () => open({ isKept: false }));
    await Promise.all(all.map(({ link }) => link()));
    await open().link();
    expect(await open().verify()).toMatchObject({ rows: 1_200, fault: undefined });
  });

  it('is one for each organisation', async () => {
    const other = await world.person('Olga', ['manager'], world.other);
    await write(3);
    await write(2, world.other, other);
    const { link, verify } = open();
    await link();
    expect(await verify()).toMatchObject({ rows: 3, fault: undefined });
    await owner.query('delete from audit_rows where tenant_id = $1', [world.other]);
    expect(await verify()).toMatchObject({ rows: 3, fault: undefined });
  });

  it('cannot be changed by the application', async () => {
    await write(1);
    const { database } = world.services;
    await open().link();
    const change = (sql: string) => database.withTenant(world.tenant, (tx) => tx.query(sql));
    await expect(change(`update audit_rows set outcome = 'x'`)).rejects.toThrow(/permission denied/);
    await expect(change('update audit_rows set number = 7')).rejects.toThrow(/linked already/);
    await expect(change('delete from audit_rows')).rejects.toThrow(/permission denied/);
  });

  const swap = `update audit_rows a set outcome = b.outcome, correlation = b.correlation, details = b.details
    from audit_rows b where (a.number, b.number) in ((3, 5), (5, 3))`;
  const forge = (more: string, values: string): string =>
    `insert into audit_rows (tenant_id, pseudonym, door, action, outcome, correlation, details${more})
     select tenant_id, pseudonym, door, action, 'approve', correlation, details${values} from audit_rows where number = 6`;
  it.each<[string, readonly string[], TrailFault]>([
    ['an edit', [`update audit_rows set outcome = 'approve' where number = 6`], { kind: 'changed', number: 6 }],
    [
      'an edit of details',
      [`update audit_rows set details = '{"each": 9}' where number = 2`],
      { kind: 'changed', number: 2 },
    ],
    [
      'another time',
      [`update audit_rows set at = at - interval '1 microsecond' where number = 4`],
      { kind: 'changed', number: 4 },
    ],
    ['a deletion', ['delete from audit_rows where number = 7'], { kind: 'missing', number: 7 }],
    ['a deletion of the first', ['delete from audit_rows where number = 1'], { kind: 'missing', number: 1 }],
    ['a swap', [swap], { kind: 'changed', number: 3 }],
    [
      'a row put in between',
      [
        'update audit_rows set number = number + 1000 where number > 6',
        'update audit_rows set number = number - 999 where number > 1000',
        forge(', number, hash', ', 7, hash'),
      ],
      { kind: 'changed', number: 7 },
    ],
    ['a row of another time put in', [forge(', at', `, at - interval '1 day'`)], { kind: 'inserted', number: 11 }],
    ['a cut', ['delete from audit_rows where number > 5'], { kind: 'cut', number: 6 }],
    ['everything deleted', ['delete from audit_rows'], { kind: 'cut', number: 1 }],
    [
      'a chain that was made anew',
      [
        `update audit_rows set outcome = 'approve' where number = 6`,
        'update audit_rows set number = null, hash = null',
      ],
      { kind: 'rewritten', number: 5 },
    ],
  ])('names the first row after %s', async (_what, sqls, fault) => {
    const { link, verify } = open();
    for (const count of [4, 4, 2]) {
      await write(count);
      await link();
    }
    expect(await verify()).toEqual({ rows: 10, checkpoints: 2, fault: undefined });
    for (const sql of sqls) await tamper(sql);
    await link();
    expect((await verify()).fault).toEqual(fault);
  });

  it('says where no signed end is kept, and signs again after a restart', async () => {
    await write(5);
    const { link, verify } = open({ isKept: false });
    await link();
    expect(await verify()).toEqual({ rows: 5, checkpoints: undefined, fault: undefined });
    await write(1);
    const restarted = open();
    await restarted.link();
    expect(await restarted.verify()).toEqual({ rows: 6, checkpoints: 1, fault: undefined });
  });

  it('signs at its end what is not signed, and after a crash what was not signed then', async () => {
    await write(5);
    const ended = open();
    await ended.link();
    await write(2);
    await ended.link();
    expect(await ended.verify()).toMatchObject({ checkpoints: 1 });
    await ended.close();
    expect(await ended.verify()).toMatchObject({ rows: 7, checkpoints: 2 });
    const crashed = open();
    await crashed.link();
    await write(2);
    await crashed.link();
    const before = (await crashed.verify()).checkpoints ?? 0;
    await open().link();
    expect(await open().verify()).toMatchObject({ rows: 9, checkpoints: before + 1 });
    await tamper('delete from audit_rows where number > 8');
    expect((await open().verify()).fault).toEqual({ kind: 'cut', number: 9 });
  });

  it.each<[string, (text: string) => string]>([
    ['of another installation', (text) => text],
    ['with another number', (text) => text.replace('"number":5', '"number":4')],
    ['that is none', () => 'nothing\n'],
  ])('takes no signed end %s', async (what, change) => {
    const { link } = open(what === 'of another installation' ? { seed: Buffer.alloc(32, 8) } : {});
    await write(5);
    await link();
    await writeFile(file(), change(await readFile(file(), 'utf8')));
    expect(await open().verify()).toMatchObject({ rows: 5, fault: { kind: 'unsigned', number: 1 } });
  });
});
