/** Answers without a run leave no row behind, so that what was or is being answered is remembered here. */
const remembered = 1_000;

export interface Answers {
  /** A repetition is acknowledged when the first is, not before: that one may still fail, and then it counts for nothing. */
  answer(identity: string, work: () => Promise<void>): Promise<void>;
}

export function createAnswers(): Answers {
  const begun = new Map<string, Promise<void>>();
  return {
    answer(identity, work) {
      const known = begun.get(identity);
      if (known) return known;
      const answer = work().catch((error: unknown) => {
        begun.delete(identity);
        throw error;
      });
      begun.set(identity, answer);
      const [oldest] = begun.keys();
      if (begun.size > remembered && oldest !== undefined) begun.delete(oldest);
      return answer;
    },
  };
}
