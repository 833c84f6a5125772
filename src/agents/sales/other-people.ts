import { byEmail } from './names-by-email.ts';
import { isFollowed } from './names-by-place.ts';
import { folded, isInside, oneLine, type Span } from './reading.ts';
import { nameRuns, type Run } from './words.ts';

/** What joins one person to the next: “and Tom Okafor of Borealis”, a new line, a semicolon. */
const joined = /(?:^|[\n;&+]|(?<!\p{L})(?:and|also|plus|und|sowie|y|e|et|en))\s*(?:[-*•]\s*)?$/iu;
const beforeMax = 40;
const wordsMax = 4;

const isJoined = (text: string, { start }: Run): boolean =>
  joined.test(text.slice(Math.max(0, start - beforeMax), start));

export interface OtherPeople {
  /** Addresses that are not the contact's. */
  emails: readonly string[];
  /** The contact's own name, and what is no name. */
  taken: readonly Span[];
  name: string;
}

/** Who else a text tells of beside its contact: by an address of their own, or joined to it and named with a place. */
export function findOtherPeople(text: string, { emails, taken, name }: OtherPeople): string[] {
  const runs = nameRuns(text, taken);
  const addressed = emails.flatMap((email) => byEmail(text, runs, [email]) ?? []);
  const named = runs.filter(
    (run) =>
      run.words.length > 1 &&
      run.words.length <= wordsMax &&
      isJoined(text, run) &&
      isFollowed(text, run) &&
      !isInside(run, addressed),
  );
  const all = [...addressed.map((each) => each.name), ...named.map((each) => oneLine(each.text))];
  return [...new Set(all)].filter((each) => folded(each) !== folded(name));
}
