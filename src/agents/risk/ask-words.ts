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

const riskNouns = /risi[kck]|riesgo|risque|rischi|risco|risico|риск|风险|風險|リスク|위험|مخاطر|סיכונ/i;
const isQuestion = /^\s*¿|[?？؟]\s*$/;
/** Which risks there are, asked in another language. */
const asksForRisks = (words: string): boolean =>
  words.length < 100 && isQuestion.test(words) && riskNouns.test(words) && !/\brisks?\b/i.test(words);

/** `plan 3: the supplier may be late` */
export function readAsked(text: string): Asked {
  const plan = planIn(text);
  const rest = (plan === undefined ? text : text.replace(planNumber, '')).trim();
  return { plan, words: isFiller(rest) || asksForRisks(rest) ? '' : rest };
}
