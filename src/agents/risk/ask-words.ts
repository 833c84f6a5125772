/** What of free words names the plan, and what is left to be said. */
export interface Asked {
  plan: number | undefined;
  words: string;
}

const planNumber = /\b(?:of |in |for |from )?(?:the )?plan\s*(?:no\.?|number)?\s*#?(\d{1,9})\b[\s:,-]*/i;
/** What only says that risks are wanted, and of what. */
const fillers = new Set(
  'please assess find show list tell look what which are is me us the its their our my this that a an all any new risk risks plan plans project latest last current of in for from at with assess-project again register do we have there now'.split(
    ' ',
  ),
);
const isFiller = (words: string): boolean =>
  words
    .toLowerCase()
    .split(/[^\p{L}\p{N}-]+/u)
    .every((word) => word === '' || fillers.has(word));

/** `plan 3: the supplier may be late` */
export function readAsked(text: string): Asked {
  const found = planNumber.exec(text);
  const rest = (found ? text.replace(planNumber, '') : text).trim();
  return { plan: found ? Number(found[1]) : undefined, words: isFiller(rest) ? '' : rest };
}

/** Words that change a risk that is there: they belong to another capability. */
export const isChange = (words: string): boolean =>
  /^(?:update|change|set|close|reopen|mitigate|risk)?\s*(?:risk\s*)?#?\d+\s*:?\s+(?:is |as |now )?(?:prob|impact|owner|response|mitigat|closed?|open|happened|state)/i.test(
    words,
  );
