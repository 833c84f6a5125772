import { z } from 'zod';
import type { EffectState } from '../../src/core/index.ts';
import type { SandboxOrganisation, SandboxPerson } from '../organisations.ts';
import { aadOf, tenantOf } from '../teams/index.ts';
import { reachable } from './roads.ts';

/** What a judge asked for, in the sandbox's own terms. */
export interface Wanted {
  organisation: SandboxOrganisation;
  requester: SandboxPerson;
  state: EffectState;
}
/** Said to who asked, with the status of its kind. */
export class ControlError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const text = z.string().min(1).max(200);
const body = z.object({ tenant: text, requester: text, state: text });
const shape = 'Send JSON with "tenant", "requester" and "state".';

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** A name, the first name, or an id of any chat. */
const namesOf = (person: SandboxPerson): string[] => [
  person.name,
  person.name.split(' ')[0] ?? '',
  person.email,
  person.slack,
  aadOf(person),
];
const namesOfTenant = (organisation: SandboxOrganisation): string[] => [
  organisation.key,
  organisation.name,
  organisation.slack.team,
  tenantOf(organisation),
];

export function readWanted(raw: unknown, organisations: readonly SandboxOrganisation[]): Wanted {
  const parsed = body.safeParse(raw);
  if (!parsed.success) throw new ControlError(400, `${shape} ${z.prettifyError(parsed.error)}`);
  const { tenant, requester, state } = parsed.data;
  const organisation = organisations.find((each) => namesOfTenant(each).some((name) => same(name, tenant)));
  if (!organisation) {
    const known = organisations.map(({ key, name }) => `${key} (${name})`).join(', ');
    throw new ControlError(400, `There is no tenant “${tenant}”. Allowed: ${known}.`);
  }
  const person = organisation.people.find((each) => namesOf(each).some((name) => same(name, requester)));
  if (!person) {
    const known = organisation.people.map(({ name, email }) => `${name} (${email})`).join(', ');
    throw new ControlError(400, `“${requester}” is nobody in ${organisation.name}. Allowed: ${known}.`);
  }
  const wanted = reachable.find((each) => each === state);
  if (!wanted)
    throw new ControlError(
      400,
      `There is no state “${state}” to bring a request into. Allowed: ${reachable.join(', ')}.`,
    );
  return { organisation, requester: person, state: wanted };
}
