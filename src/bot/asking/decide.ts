import type { Door, Rating, Verdict } from '../../core/index.ts';
import { type Located, rateByClick, type Services } from '../../services/index.ts';

/** Who clicked, where. */
export interface Clicker {
  who: Located;
  door: Door;
  correlation: string;
}

/** What a button of a card carries: the effect and the hash of what was shown. */
export interface CarriedDecision {
  verdict: Verdict;
  effect: string;
  hash: string;
  reason?: string;
}

/** Decides for who clicked, with the roles that they have now. Answers how it stands then. */
export async function decideFor(
  services: Services,
  { who, door, correlation }: Clicker,
  decision: CarriedDecision,
): Promise<string> {
  const principal = await services.intake.serve({ ...who, door }, async (session) => session.principal);
  return services.decide({ principal, ...decision, correlation });
}

/** Keeps what somebody thinks of a run's answer, in its own short transaction. */
export const rateFor = (
  services: Services,
  { who, door, correlation }: Clicker,
  { run, rating, comment }: { run: string; rating: Rating; comment: string },
): Promise<void> =>
  services.intake.serve({ ...who, door }, ({ tx, principal }) =>
    rateByClick(tx, principal, { run: { id: run }, rating, comment, correlation }),
  );
