import type { Principal, Rating } from '../../core/index.ts';
import type { Database } from '../../platform/database.ts';
import { visibility, visible } from '../runs/read-runs.ts';

/** What somebody thought of an answer. */
export interface FeedbackEntry {
  run: number;
  capability: string;
  person: string;
  rating: Rating;
  comment: string;
  at: Date;
}

export interface FeedbackShare {
  capability: string;
  good: number;
  bad: number;
}

/** Only of runs that the reader may see. */
export interface FeedbackReader {
  latest(principal: Principal, limit: number): Promise<FeedbackEntry[]>;
  /** For each capability, the most rated first. */
  shares(principal: Principal): Promise<FeedbackShare[]>;
  /** All that was said about one run, and which of it is the reader's own. */
  ofRun(principal: Principal, run: string): Promise<RunFeedback>;
}

export interface RunFeedback {
  good: number;
  bad: number;
  own: { rating: Rating; comment: string } | undefined;
}

const source = `from feedback f join runs r on r.id = f.run_id join people p on p.id = f.person_id where ${visible}`;

export function createFeedbackReader(database: Database): FeedbackReader {
  return {
    latest: (principal, limit) =>
      database.withTenant(principal.tenant, (tx) =>
        tx.query<FeedbackEntry & Record<string, unknown>>(
          `select r.number as run, called(r.request) as capability, p.name as person, f.rating, f.comment, f.at
           ${source} order by f.at desc, r.number desc limit $4`,
          [...visibility(principal), limit],
        ),
      ),

    shares: (principal) =>
      database.withTenant(principal.tenant, (tx) =>
        tx.query<FeedbackShare & Record<string, unknown>>(
          `select called(r.request) as capability, count(*) filter (where f.rating = 'good') as good,
             count(*) filter (where f.rating = 'bad') as bad ${source} group by 1 order by count(*) desc, 1`,
          visibility(principal),
        ),
      ),

    ofRun: (principal, run) =>
      database.withTenant(principal.tenant, async (tx) => {
        const rows = await tx.query<{ rating: Rating; comment: string; is_own: boolean }>(
          `select f.rating, f.comment, f.person_id = $1 as is_own ${source} and f.run_id = $4`,
          [...visibility(principal), run],
        );
        const own = rows.find(({ is_own }) => is_own);
        const count = (rating: Rating): number => rows.filter((row) => row.rating === rating).length;
        return { good: count('good'), bad: count('bad'), own: own && { rating: own.rating, comment: own.comment } };
      }),
  };
}
