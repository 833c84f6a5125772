import { DatabaseSync } from 'node:sqlite';

/** A table of JSON documents by id, in the order of their first insertion. */
export interface Collection<T> {
  get(id: string): T | undefined;
  put(id: string, value: T): void;
  delete(id: string): void;
  all(): T[];
}

export interface Store {
  collection<T>(name: string): Collection<T>;
  /** A number that only grows, one sequence a name: 1, 2, 3, … */
  next(sequence: string): number;
  /** Runs `work` as one transaction: all of its writes or none. */
  atomic<T>(work: () => T): T;
  clear(): void;
  close(): void;
}

/** The vendors' memory. A file survives `kill -9`, as the real vendors survive ours; `:memory:` is for tests. */
export function openStore(path: string): Store {
  const db = new DatabaseSync(path);
  db.exec(`pragma journal_mode = wal; pragma synchronous = normal; pragma busy_timeout = 2000;
    create table if not exists documents (
      position integer primary key autoincrement, kind text not null, id text not null, value text not null, unique (kind, id));
    create table if not exists sequences (name text primary key, value integer not null);`);
  const select = db.prepare('select value from documents where kind = ? and id = ?');
  const list = db.prepare('select value from documents where kind = ? order by position');
  const upsert = db.prepare(
    'insert into documents (kind, id, value) values (?, ?, ?) on conflict (kind, id) do update set value = excluded.value',
  );
  const remove = db.prepare('delete from documents where kind = ? and id = ?');
  const advance = db.prepare(
    'insert into sequences (name, value) values (?, 1) on conflict (name) do update set value = value + 1 returning value',
  );
  const parse = <T>(row: unknown): T => JSON.parse((row as { value: string }).value) as T;

  return {
    collection<T>(kind: string): Collection<T> {
      return {
        get: (id) => {
          const row = select.get(kind, id);
          return row === undefined ? undefined : parse<T>(row);
        },
        put: (id, value) => void upsert.run(kind, id, JSON.stringify(value)),
        delete: (id) => void remove.run(kind, id),
        all: () => list.all(kind).map((row) => parse<T>(row)),
      };
    },
    next: (name) => Number((advance.get(name) as { value: number }).value),
    atomic(work) {
      db.exec('begin immediate');
      try {
        const result = work();
        db.exec('commit');
        return result;
      } catch (error) {
        db.exec('rollback');
        throw error;
      }
    },
    clear: () => db.exec('delete from documents; delete from sequences;'),
    close: () => db.close(),
  };
}
