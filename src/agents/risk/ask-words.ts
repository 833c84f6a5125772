/** What of free words names the plan, and what is left to be said. */
export interface Asked {
  plan: number | undefined;
  words: string;
}

const planNumber = /\b(?:of |in |for |from )?(?:the )?plan\s*(?:no\.?|number)?\s*#?(\d{1,9})\b[\s:,-]*/i;

/** The number of the plan that words name. */
export function planIn(text: string): number | undefined {
  const number = planNumber.exec(text)?.[1];
  return number === undefined ? undefined : Number(number);
}

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
  const plan = planIn(text);
  const rest = (plan === undefined ? text : text.replace(planNumber, '')).trim();
  return { plan, words: isFiller(rest) ? '' : rest };
}

/** Words that change a risk that is there belong to another capability: how they are said there, if they do. */
export function changeIn(words: string): string | undefined {
  const ended = /^(close|delete|remove|reopen)\s+(?:the\s+)?(?:risk\s*)?#?(\d{1,9})\b(.*)/is.exec(words);
  if (ended) return `risk ${ended[2]} is ${/reopen/i.test(ended[1] ?? '') ? 'open' : 'closed'}${ended[3]}`;
  const isChange =
    /^(?:update|change|set|mitigate|risk)?\s*(?:risk\s*)?#?\d+\s*:?\s+(?:is |as |now )?(?:prob|impact|owner|response|strategy|mitigat|due|residual|closed?|open|happened|state)/i;
  return isChange.test(words) ? `risk ${words.replace(/^\D+/, '')}` : undefined;
}
