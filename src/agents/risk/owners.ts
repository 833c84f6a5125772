import { type Context, type Plan, peopleCalled } from '../../core/index.ts';
import { shorten } from './facts.ts';

/** An owner as people are called here, with what is to be said about the name. */
export interface Owner {
  name: string;
  notes: string[];
}

const namedAtMost = 8;

/** Whom names may mean in a project: its members, and who is named in its plan. */
export async function peopleIn(project: string, plan: Plan | undefined, { people }: Context): Promise<string[]> {
  const inPlan = [...(plan?.team ?? []), ...(plan?.tasks ?? []).map(({ owner }) => owner)];
  return [...new Set([...(await people.members(project)), ...inPlan])].filter((name) => name !== '');
}

const listed = (names: readonly string[]): string =>
  names.length > namedAtMost
    ? `${names.slice(0, namedAtMost).join(', ')} and ${names.length - namedAtMost} more`
    : names.join(', ');

/** The whole name of who is known; who is not is kept as written, and said. */
export function settleOwner(said: string, people: readonly string[]): Owner {
  if (said === '') return { name: said, notes: [] };
  const [only, ...others] = peopleCalled(people, said);
  if (only !== undefined && others.length === 0) return { name: only, notes: [] };
  const name = shorten(said);
  const why =
    only === undefined
      ? `Nobody here is called ${name}; the name is kept as written. Known are: ${listed(people)}.`
      : `${name} may be ${listed([only, ...others])}; the name is kept as written. Say the whole name.`;
  return { name: said, notes: [why] };
}
