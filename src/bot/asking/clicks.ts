import {
  AppError,
  type Capability,
  type Principal,
  type Rating,
  requirePermission,
  type Verdict,
} from '../../core/index.ts';
import { type Located, rateByClick, type Services } from '../../services/index.ts';
import { audienceOf } from './audience.ts';
import type { ChatDoor } from './chat-door.ts';
import { helpFor } from './help.ts';
import type { Say } from './say.ts';

/** Who clicked, where. */
export interface Clicker {
  who: Located;
  door: ChatDoor;
  correlation: string;
}

/** What a button of a card carries: the effect and the hash of what was shown. */
export interface CarriedDecision {
  verdict: Verdict;
  effect: string;
  hash: string;
  reason?: string;
}

/** With the roles that they have now. */
const principalOf = ({ intake }: Services, { who, door }: Clicker): Promise<Principal> =>
  intake.serve({ ...who, door: door.name }, async (session) => session.principal);

/** Decides for who clicked. Answers how it stands then. */
export async function decideFor(services: Services, clicker: Clicker, decision: CarriedDecision): Promise<string> {
  const principal = await principalOf(services, clicker);
  return services.decide({ principal, ...decision, correlation: clicker.correlation });
}

/** Keeps what somebody thinks of a run's answer, in its own short transaction. */
export const rateFor = (
  services: Services,
  { who, door, correlation }: Clicker,
  { run, rating, comment }: { run: string; rating: Rating; comment: string },
): Promise<void> =>
  services.intake.serve({ ...who, door: door.name }, ({ tx, principal }) =>
    rateByClick(tx, principal, { run: { id: run }, rating, comment, correlation }),
  );

/** All that who clicked may ask for. */
export const sayHelp = async (services: Services, clicker: Clicker): Promise<Say> =>
  helpFor(audienceOf(services, await principalOf(services, clicker), clicker.door), {});

/** What a button or a form of ours names. */
export function capabilityNamed({ registry }: Services, name: string): Capability {
  const capability = registry.find(name);
  if (capability) return capability;
  throw new AppError('capability.unknown', `${name} is no longer there. Ask for help to see what is.`);
}

/** What a form is made of for who asks for it; its fields are shown to nobody who may not use it. */
export async function formFor(
  services: Services,
  clicker: Clicker,
  name: string,
): Promise<{ capability: Capability; principal: Principal }> {
  const capability = capabilityNamed(services, name);
  const principal = await principalOf(services, clicker);
  requirePermission(capability, principal);
  return { capability, principal };
}
