import type { Store } from '../store.ts';

/** A collection of the store whose rows know their own id, so that it can be emptied without touching other vendors' rows. */
export interface Table<T> {
  get(id: string): T | undefined;
  save(row: T): void;
  delete(id: string): void;
  all(): T[];
  clear(): void;
}

export function openTable<T>(store: Store, name: string, idOf: (row: T) => string): Table<T> {
  const rows = store.collection<T>(`slack.${name}`);
  return {
    get: (id) => rows.get(id),
    save: (row) => rows.put(idOf(row), row),
    delete: (id) => rows.delete(id),
    all: () => rows.all(),
    clear: () => {
      for (const row of rows.all()) rows.delete(idOf(row));
    },
  };
}
