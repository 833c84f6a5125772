import { type Capability, fieldsOf, type Principal, type Registry, typedFields, verbNounOf } from '../../core/index.ts';
import type { Services } from '../../services/index.ts';

/** So many of the latest runs are looked at. */
const lookedAt = 30;
const deleting = /^delete-/;

/** Something of ours that a run deleted. */
export interface Deleted {
  capability: Capability;
  output: Readonly<Record<string, unknown>>;
  /** Who asked for it. */
  personId: string;
}

interface Done {
  name: string;
  output: Record<string, unknown>;
  personId: string;
}

/** What each call of the latest runs came to, the latest first. */
async function latestDone({ runs, registry }: Services, principal: Principal): Promise<Done[]> {
  const done: Done[] = [];
  for (const { id, capability, outcome, personId } of await runs.recent(principal, lookedAt)) {
    if (registry.find(capability)) {
      if (outcome?.kind === 'done') done.push({ name: capability, output: outcome.output ?? {}, personId });
      continue;
    }
    const steps = await runs.steps(principal, id);
    for (const { capability: name, outcome: came } of steps.toReversed())
      if (came.kind === 'done') done.push({ name, output: came.output, personId });
  }
  return done;
}

/** What brings back what such a capability deletes. */
export const restorerOf = (registry: Registry, { name }: Pick<Capability, 'name'>): Capability | undefined =>
  registry.find(name.replace('.delete-', '.restore-'));

/** The values that name a thing for a capability, as they stand in what another said of it. */
export const namedFor = (capability: Capability, output: Readonly<Record<string, unknown>>): Record<string, string> => {
  const values = fieldsOf(capability).flatMap(({ name }) => (name in output ? [[name, output[name]] as const] : []));
  return typedFields(Object.fromEntries(values));
};

/** What was deleted lately, the latest first, without what was brought back since. */
export async function latestDeleted(services: Services, principal: Principal): Promise<Deleted[]> {
  const { registry } = services;
  const restored = new Set<string>();
  const found: Deleted[] = [];
  for (const { name, output, personId } of await latestDone(services, principal)) {
    const capability = registry.find(name);
    if (!capability) continue;
    const thing = (by: Capability): string => JSON.stringify([by.name, namedFor(by, output)]);
    if (verbNounOf(capability).startsWith('restore-')) restored.add(thing(capability));
    if (!deleting.test(verbNounOf(capability))) continue;
    const restorer = restorerOf(registry, capability);
    if (restorer && restored.has(thing(restorer))) continue;
    found.push({ capability, output, personId });
  }
  return found;
}
