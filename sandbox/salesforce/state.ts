import type { Collection, Store } from '../store.ts';
import type { ObjectName } from './objects.ts';

export type Value = string | number | boolean | null;
export type Values = Readonly<Record<string, Value>>;

/** An organisation with the one integration user that our client credentials speak for. */
export interface OrgRow {
  key: string;
  id: string;
  name: string;
  user: { id: string; name: string };
  clientId: string;
  clientSecret: string;
  /** The custom field was made with “Unique”; without it several records may bear one external id. */
  hasUniqueIds: boolean;
}

export interface RecordRow {
  id: string;
  org: string;
  object: ObjectName;
  values: Values;
  createdAt: string;
  createdBy: string;
  modifiedAt: string;
  modifiedBy: string;
  isDeleted: boolean;
}

export interface HistoryRow {
  id: number;
  record: string;
  field: string;
  before: Value;
  after: Value;
  by: string;
  at: string;
}

interface SessionRow {
  token: string;
  org: string;
  endsAt: number;
}

export type Effect = 'leads' | 'leadUpdates' | 'leadDeletions' | 'tasks' | 'taskUpdates' | 'taskDeletions';

export interface State {
  store: Store;
  orgs: Collection<OrgRow>;
  records: Collection<RecordRow>;
  history: Collection<HistoryRow>;
  sessions: Collection<SessionRow>;
  /** Requests of an organisation on a day. */
  usage: Collection<{ count: number }>;
  /** Notes that something changed at the vendor by a client's doing: within the transaction that changes it. */
  record(effect: Effect): void;
  effects(): Record<string, number>;
  clear(): void;
}

export function createState(store: Store): State {
  const orgs = store.collection<OrgRow>('salesforce.orgs');
  const records = store.collection<RecordRow>('salesforce.records');
  const history = store.collection<HistoryRow>('salesforce.history');
  const sessions = store.collection<SessionRow>('salesforce.sessions');
  const usage = store.collection<{ count: number }>('salesforce.usage');
  const effects = store.collection<{ effect: Effect; count: number }>('salesforce.effects');
  return {
    store,
    orgs,
    records,
    history,
    sessions,
    usage,
    record: (effect) => effects.put(effect, { effect, count: (effects.get(effect)?.count ?? 0) + 1 }),
    effects: () => Object.fromEntries(effects.all().map(({ effect, count }) => [effect, count])),
    clear: () =>
      store.atomic(() => {
        for (const row of records.all()) records.delete(row.id);
        for (const row of history.all()) history.delete(String(row.id));
        for (const row of sessions.all()) sessions.delete(row.token);
        for (const { effect } of effects.all()) effects.delete(effect);
        for (const { key } of orgs.all()) usage.delete(usageKey(key));
      }),
  };
}

export const usageKey = (org: string): string => `${org}:${new Date().toISOString().slice(0, 10)}`;
