import {
  AppError,
  type Context,
  type FeedbackStore,
  isPermitted,
  maxCommentLength,
  type Principal,
  type Rating,
} from '../../core/index.ts';
import type { Tx } from '../../platform/database.ts';
import { recordAudit } from '../audit/audit.ts';
import { visibility, visible } from '../runs/read-runs.ts';

/** A run by what people call it, or by what a button carries. */
export type RunReference = { number: number } | { id: string };

interface RatedRun {
  id: string;
  number: number;
  is_over: boolean;
}

async function findRun(tx: Tx, principal: Principal, run: RunReference): Promise<RatedRun | undefined> {
  const [condition, value] = 'number' in run ? ['r.number = $4::bigint', run.number] : ['r.id::text = $4', run.id];
  const [row] = await tx.query<RatedRun>(
    `select r.id, r.number, r.finished_at is not null as is_over from runs r where ${visible} and ${condition}`,
    [...visibility(principal), value],
  );
  return row;
}

const nameOf = (run: RunReference): string => ('number' in run ? `no run ${run.number}` : 'no such run');

/** The run, if this person may say how good its answer was. */
async function rateable(tx: Tx, principal: Principal, reference: RunReference): Promise<RatedRun> {
  const run = await findRun(tx, principal, reference);
  if (!run) {
    throw new AppError(
      'run.unknown',
      `There is ${nameOf(reference)} that you may see, so you cannot rate its answer: you can rate your own, and those of your projects if you may decide in them.`,
      { fields: { number: 'is no run that you may see' } },
    );
  }
  if (!run.is_over) {
    throw new AppError('input.invalid', `Run ${run.number} has not answered yet. Rate it once it is done.`, {
      fields: { number: 'is still being worked on' },
    });
  }
  return run;
}

function checkComment(comment: string): string {
  const words = comment.trim();
  if (words.length <= maxCommentLength) return words;
  throw new AppError(
    'input.too-large',
    `A comment has at most ${maxCommentLength} characters; this one has ${words.length}. Write it shorter.`,
    { fields: { comment: `has more than ${maxCommentLength} characters` } },
  );
}

/** Keeps the rating, the latest of a person for a run. The same again without a word keeps the words that were given before. */
async function keepRating(
  tx: Tx,
  principal: Principal,
  reference: RunReference,
  rating: Rating,
  comment: string,
): Promise<RatedRun> {
  const words = checkComment(comment);
  const run = await rateable(tx, principal, reference);
  await tx.query(
    `insert into feedback (tenant_id, run_id, person_id, rating, comment) values ($1, $2, $3, $4, $5)
     on conflict (tenant_id, run_id, person_id) do update set rating = excluded.rating, at = now(),
       comment = case when excluded.comment = '' and feedback.rating = excluded.rating then feedback.comment else excluded.comment end`,
    [tx.tenant, run.id, principal.person, rating, words],
  );
  return run;
}

/** In the transaction of the capability's step. */
export const createFeedbackStore = (tx: Tx, { principal }: Pick<Context, 'principal'>): FeedbackStore => ({
  rate: async (number, rating, comment) => void (await keepRating(tx, principal, { number }, rating, comment)),
});

export const ratingCapability = 'orchestrator.rate-answer';

export interface RatingRequest {
  run: RunReference;
  rating: Rating;
  comment: string;
  correlation: string;
}

/** A click: rated and on record at once, with the same rights as the capability that does the same. */
export async function rateByClick(
  tx: Tx,
  principal: Principal,
  { run: reference, rating, comment, correlation }: RatingRequest,
): Promise<void> {
  if (!isPermitted(principal, 'orchestrator:feedback:create')) {
    throw new AppError('permission.denied', 'Your role does not let you rate answers. Ask an admin.');
  }
  const run = await keepRating(tx, principal, reference, rating, comment);
  const { person, door } = principal;
  await recordAudit(tx, {
    person,
    door,
    action: 'asked',
    capability: ratingCapability,
    outcome: 'done',
    run: run.id,
    correlation,
  });
}
