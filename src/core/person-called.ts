const firstWord = (name: string): string => name.toLowerCase().split(/[\s.]+/)[0] ?? '';

/** All whom a name may mean, as they are written: by all of it, else by the first name. */
export function peopleCalled(people: readonly string[], name: string): string[] {
  const wanted = name.toLowerCase().replace(/^@/, '').replaceAll('.', ' ').trim();
  const exact = people.find((each) => each.toLowerCase() === wanted);
  if (exact !== undefined) return [exact];
  return people.filter(
    (each) => firstWord(each) === firstWord(wanted) && (!wanted.includes(' ') || !each.includes(' ')),
  );
}
