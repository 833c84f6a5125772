import { AppError } from '../../core/index.ts';
import { isStanding, standingIn } from './standing-words.ts';

const severalNumbers =
  /^(?:(close|reopen|set|mark|update|change)\s+)?(?:the\s+)?(?:risks?\s*)?#?(\d{1,9}(?:\s*(?:,\s*and|,|and|&|\+)\s*(?:risk\s*)?#?\d{1,9})+)\b([\s\S]*)/i;
const named =
  '(?:risks?\\s*#?\\d+|#\\d+|risks?|register|heat ?map|matrix|probabilit(?:y|ies)|likelihood|impacts?|owners?|scores?|csv|pdf|excel|it|them|me|all|\\d+)';
const order = new RegExp(
  `^(?:please\\s+|can you\\s+|could you\\s+)?(?:assign|mitigate|lower|raise|increase|decrease|reduce|export|print|download|e?mail|send|sort|rank|compare|history|rename|merge|move|copy|link|rate|score|prioriti[sz]e|show|list|display|give|tell|explain|set|change|update|mark|remind|notify)\\s+(?:[\\s\\S]*?\\s)?${named}\\b`,
  'i',
);
const question =
  /^(?:(?:what(?! if\b)|which|who|whose|when|where|why|how|is|are|do|does|did|has|have|can|should|could)\b[\s\S]*\?\s*$|how (?:bad|likely|many|much|big|high|serious)\b|(?:what|which|who) (?:is|are|was|were|has|have|owns?|watch(?:es)?) )/i;
/** A sentence that tells what may happen is a worry, whatever it begins with. */
const isWorry = /\b(?:may|might|will|won['’]?t|unknown|unclear)\b/i;
const maxLength = 300;

const refuse = (fault: string, message: string): AppError =>
  new AppError('input.invalid', message, { fields: { words: fault } });

/** Words that change a risk that is there belong to another capability: how they are said there, if they do. */
function changeIn(words: string): string | undefined {
  const ended = /^(close|delete|remove|reopen)\s+(?:the\s+)?(?:risk\s*)?#?(\d{1,9})\b(.*)/is.exec(words);
  if (ended) return `risk ${ended[2]} is ${/reopen/i.test(ended[1] ?? '') ? 'open' : 'closed'}${ended[3]}`;
  const isChange =
    /^(?:update|change|set|mitigate|risk)?\s*(?:risk\s*)?#?\d+\s*:?\s+(?:is |as |now )?(?:prob|impact|owner|response|strategy|mitigat|due|residual|closed?|open|happened|state)/i;
  return isChange.test(words) ? `risk ${words.replace(/^\D+/, '')}` : undefined;
}

/** `3, 4 and 5 are closed`: the same as several requests. */
function severalIn(words: string): string | undefined {
  const [, verb = '', numbers = '', rest = ''] = severalNumbers.exec(words) ?? [];
  if (numbers === '' || !(verb !== '' || isStanding(rest))) return undefined;
  const { state = /reopen/i.test(verb) ? 'open' : 'closed' } = standingIn(rest.trim());
  return (numbers.match(/\d+/g) ?? []).map((number) => `risk ${number} is ${state}`).join('; ');
}

/** Words that name no worry are asked back: nobody wants a question or an order in the register. */
export function checkWords(said: string): void {
  const words = said.trim();
  if (words.length > maxLength) return;
  const several = severalIn(words);
  if (several !== undefined)
    throw refuse('change several risks', `Risks are changed one by one, so nothing was changed. Say it so: ${several}`);
  const change = changeIn(words);
  if (change !== undefined)
    throw refuse(
      'change a risk that is there',
      `That reads like a change of a risk that is there. Say it so: ${change}`,
    );
  const isAsked = question.test(words);
  if (!isAsked && (!order.test(words) || isWorry.test(words))) return;
  throw refuse(
    isAsked ? 'ask something' : 'order something',
    `That reads like ${isAsked ? 'a question' : 'an order'} and not like a worry, so nothing was changed. To look at the risks say “risk register”, “risk register owner=Ana” or “risk top 3”; to change one, “risk 3 owner Ana, probability 4”. A worry tells what may happen: “risk the supplier may be late”.`,
  );
}
