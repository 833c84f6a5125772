import type { Finding } from './facts.ts';
import type { Kind } from './kinds/kind.ts';
import { marketKinds } from './kinds/market.ts';
import { organisationKinds } from './kinds/organisation.ts';
import { peopleKinds } from './kinds/people.ts';
import { technicalKinds } from './kinds/technical.ts';

/** By the names of the planning agent's templates. */
export const kinds: Readonly<Record<string, Kind>> = {
  ...technicalKinds,
  ...organisationKinds,
  ...peopleKinds,
  ...marketKinds,
};

/** The kind that words describe, if they do. */
export const kindIn = (words: string): string | undefined =>
  Object.keys(kinds).find((name) => kinds[name]?.words.test(words));

/** What is usual for a kind. `fact` says why the project is of it; `shown` are keys that the plan itself gave. */
export function risksOfKind(name: string, fact: string, shown: ReadonlySet<string>): Finding[] {
  const found = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  if (!found) return [];
  return found.risks
    .filter(({ unless }) => unless === undefined || !shown.has(unless))
    .map(({ unless: _unless, ...risk }) => ({
      ...risk,
      key: `kind.${name}.${risk.key}`,
      reason: `Usual for ${found.what}: ${fact}`,
      owner: '',
    }));
}
