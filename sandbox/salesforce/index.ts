import express from 'express';
import type { Store } from '../store.ts';
import { createApi } from './api.ts';
import { makeId } from './ids.ts';
import { createPages } from './pages/index.ts';
import { createRecords } from './records.ts';
import { createState, type RecordRow, type Values } from './state.ts';

export interface SalesforceSandboxOptions {
  store: Store;
  /** Requests that an organisation has on a day. */
  dailyRequests?: number;
  /** How long a token is good. */
  sessionMs?: number;
}

export interface SandboxOrg {
  key: string;
  name: string;
  user: string;
  clientId: string;
  clientSecret: string;
  hasUniqueIds?: boolean;
}

export interface SalesforceSandbox {
  /** To be mounted at `/salesforce`: REST below `/services`, and the pages of the records. */
  router: express.Router;
  addOrg(org: SandboxOrg): void;
  /** All that is not deleted. */
  records(object: RecordRow['object']): readonly RecordRow[];
  /** What somebody does in Salesforce meanwhile: no client's doing, so not counted. */
  editByHand(id: string, values: Values, by: string): void;
  /** From now on no token that was given out is good any more. */
  endSessions(): void;
  countEffects(): Record<string, number>;
  reset(): void;
}

const usualDailyRequests = 15_000;
const usualSessionMs = 2 * 3_600_000;

/** Salesforce in miniature: Lead and Task, with the rules and the errors of the real one. */
export function createSalesforceSandbox({
  store,
  dailyRequests = usualDailyRequests,
  sessionMs = usualSessionMs,
}: SalesforceSandboxOptions): SalesforceSandbox {
  const state = createState(store);
  const records = createRecords(state);
  const router = express.Router({ caseSensitive: true });
  router.use('/services', createApi({ state, records, dailyRequests, sessionMs }));
  router.use(createPages(state, records));

  function editByHand(id: string, values: Values, by: string): void {
    store.atomic(() => {
      const row = state.records.get(id);
      const org = row && state.orgs.get(row.org);
      if (!row || !org) throw new Error(`There is no record ${id}.`);
      records.change(org, row, values, { id: makeId('005', 999), name: by });
    });
  }

  return {
    router,
    addOrg({ key, name, user, clientId, clientSecret, hasUniqueIds = true }) {
      const known = state.orgs.get(key);
      const number = known ? 0 : store.next('salesforce.org');
      state.orgs.put(key, {
        key,
        id: known?.id ?? makeId('00D', number),
        name,
        user: { id: known?.user.id ?? makeId('005', number), name: user },
        clientId,
        clientSecret,
        hasUniqueIds,
      });
    },
    records: (object) => state.records.all().filter((row) => row.object === object && !row.isDeleted),
    editByHand,
    endSessions: () => {
      for (const { token } of state.sessions.all()) state.sessions.delete(token);
    },
    countEffects: () => state.effects(),
    reset: () => state.clear(),
  };
}
