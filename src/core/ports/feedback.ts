export const ratings = ['good', 'bad'] as const;
export type Rating = (typeof ratings)[number];

/** For what somebody writes to say why. */
export const maxCommentLength = 1_000;

export interface FeedbackStore {
  /** One rating for a person and a run; the latest stands. Throws `run.unknown` for a run that they may not see. */
  rate(run: number, rating: Rating, comment: string): Promise<void>;
}
