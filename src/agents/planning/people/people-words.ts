const maxNameWords = 4;
const name = /^@?[\p{L}\p{N}][\p{L}\p{M}\p{N}'’._ -]*$/u;
const properName = /^@|^\p{Lu}|^\p{Lo}/u;

/** `Ana`, `ana and Ben`, `the design team`: who can be given a task; undefined when the words say more than that. */
export function readPeople(text: string, isKnown: (name: string) => boolean): string | undefined {
  const [first = '', ...others] = text
    .split(/\s*(?:,|&|\band\b)\s*/i)
    .map((each) => each.trim())
    .filter(Boolean);
  const isName = (each: string): boolean => name.test(each) && each.split(/\s+/).length <= maxNameWords;
  const isAnother = (each: string): boolean => isName(each) && (properName.test(each) || isKnown(each));
  return isName(first) && others.every(isAnother) ? text.trim().replace(/(^|\s)@/g, '$1') : undefined;
}
