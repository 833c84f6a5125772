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
const ended =
  /^(?:please\s+)?(?:close|reopen|delete|remove|clear|drop|forget|erase|reset|archive)\s+(?:(?:all|every|each|any|the|of|my|our|these|those|them|both)\s+){0,4}(?:all|everything|risks?|ones|register|them|it|that|this|mine)(?:\s+(?:of|in|for|from)\s.{0,60}|\s+(?:now|please|all))?[\s.!]*$/i;
/** Nobody wants these in a register: that there is nothing to be kept in it, and what is said before anything is asked. */
const denial =
  /^(?:(?:sorry|well|no)[\s,]+)?(?:(?:everything|all|it|things?|that|we)(?:['’]s|['’]re| is| are| looks?| seems?| goes)?(?: all)? (?:fine|good|ok|okay|well|great|perfect|under control|on track|safe)|nothing (?:worries|concerns|bothers|scares) (?:me|us)|nothing (?:to worry about|is wrong|new|at all)|nothing|(?:there (?:are|is)|we have|i (?:have|see|know(?: of)?)|we see) (?:no|not any)(?: more| new| other| further)? (?:risks?|worries|problems?|issues|concerns)|no(?: more| new| other| further)? (?:risks?|worries|problems?|issues|concerns)|(?:i(?:['’]m| am)|we(?:['’]re| are)) (?:not|no longer) (?:worried|afraid|concerned)|alles (?:gut|ok|okay|bestens|in ordnung)|keine risiken|es gibt keine risiken)(?: (?:at all|here|now|today|any ?more|so far|at the moment|right now|for now|with (?:it|us)|left)){0,2}[\s.!]*$/i;
const greeting =
  /^(?:hello|hi|hey|hiya|yo|hallo|moin|servus|hola|salut|bonjour|guten (?:tag|morgen|abend)|good (?:morning|afternoon|evening|day)|thanks|thank you|thx|danke|cheers|bye|goodbye|ok|okay|yes|no|test|testing|ping|lol|haha)(?: (?:there|all|everyone|everybody|you|very much|a lot|so much|adjutant|bot))?[\s.!]*$/i;
/** A sentence that tells what may happen is a worry, whatever it begins with. */
const isWorry = /\b(?:may|might|will|won['’]?t|unknown|unclear)\b/i;
const maxLength = 300;

const refuse = (fault: string, message: string): AppError =>
  new AppError('input.invalid', message, { fields: { words: fault } });

/** Words that change a risk that is there belong to another capability: how they are said there, if they do. */
function changeIn(words: string): string | undefined {
  const one = /^(close|delete|remove|reopen)\s+(?:the\s+)?(?:risk\s*)?#?(\d{1,9})\b(.*)/is.exec(words);
  if (one) return `risk ${one[2]} is ${/reopen/i.test(one[1] ?? '') ? 'open' : 'closed'}${one[3]}`;
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

const howToGoOn =
  'To look at the risks say “risk register”; one that is over, “risk 3 is closed”. A worry tells what may happen: “risk the supplier may be late”.';

function checkSaysSomething(words: string): void {
  if (denial.test(words))
    throw refuse('deny', `That says that there is nothing to worry about, so nothing was changed. ${howToGoOn}`);
  if (greeting.test(words))
    throw refuse('name none', `“${words}” names no worry, so nothing was changed. ${howToGoOn}`);
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
  checkSaysSomething(words);
  const isAsked = question.test(words);
  if (!isAsked && !ended.test(words) && (!order.test(words) || isWorry.test(words))) return;
  throw refuse(
    isAsked ? 'ask something' : 'order something',
    `That reads like ${isAsked ? 'a question' : 'an order'} and not like a worry, so nothing was changed. To look at the risks say “risk register”, “risk register owner=Ana” or “risk top 3”; to change one, “risk 3 owner Ana, probability 4”. A worry tells what may happen: “risk the supplier may be late”.`,
  );
}
