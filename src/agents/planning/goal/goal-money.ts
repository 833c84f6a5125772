import type { NotUsed } from '../words/not-used.ts';
import { without } from '../words/text-parts.ts';

const figure = "\\d[\\d.,'’\\u00a0 ]*\\d|\\d";
const scale = '(?:\\s?(?:k|m|mio\\.?|mrd\\.?|million(?:en|s)?|thousand|tausend|bn|billion)(?![\\p{L}]))?';
const sign = '(?:€|\\$|£|¥|₹|EUR|USD|GBP|CHF|JPY|INR)';
const name =
  '(?:€|\\$|£|¥|₹|EUR|USD|GBP|CHF|euros?|dollars?|pounds?|francs?|franken|bucks|yen|yuan|rupees)(?![\\p{L}])';
const about = '(?:about |around |at most |up to |max\\.? |maximal |ca\\.? |höchstens )?';
const amount = `(?:${sign}\\s?(?:${figure})${scale}|(?:${figure})${scale}\\s?${name})`;
const budgetWords = '(?:budget|costs?|price|kosten|costing|presupuesto|orçamento|бюджет)';

/** With the words that only say that it is money: these go from the goal with it. */
const budget = new RegExp(
  `(?:[,;]?\\s*(?<![\\p{L}])(?:and|with|for|on|at|under|within|mit|bei|und)\\s+)?(?:(?:an?|the|our|einem)\\s+)?(?:total |maximum )?(?<![\\p{L}])(?:${budgetWords}(?:\\s+(?:of|is|are|von|:|=))?\\s*:?\\s*${about}(?:${amount}|(?:${figure})${scale})|(?:${amount}|(?:${figure})${scale})\\s+${budgetWords})(?![\\p{L}])`,
  'giu',
);
const plain = new RegExp(`(?<![\\p{L}\\p{N}.,])${amount}`, 'giu');

const onlyBudget = new RegExp(
  `^${budgetWords}\\s+${about}|^(?:an?|the|our)\\s+(?=${amount}|\\d)|^(?:(?:an?|the|our)\\s+)?(?:total |maximum )?${budgetWords}(?:\\s+(?:of|is|are|von|:|=))?|${budgetWords}$`,
  'giu',
);

/** Money in a goal: a plan holds none. A budget goes from its words, an amount stays in them. */
export function readGoalMoney(goal: string): { notUsed: NotUsed[]; rest: string } {
  const budgets = [...goal.matchAll(budget)].map((found) => ({
    from: found.index,
    to: found.index + found[0].length,
    words: found[0].replace(/^[\s,;]*(?:and|with|for|on|at|under|within|mit|bei|und)\s+|^[\s,;]+/i, '').trim(),
  }));
  const rest = without(goal, budgets);
  const amounts = [...rest.matchAll(plain)].map(([words]) => words.trim());
  const toNote = (words: string): NotUsed => ({
    words,
    why: 'a plan holds no money. It can be watched as a risk',
    instead: `risk the costs may go beyond ${words.replace(onlyBudget, '').trim()}`,
  });
  return {
    notUsed: [...budgets.map(({ words }) => words), ...amounts].map(toNote),
    rest: budgets.length > 0 ? rest : goal,
  };
}
