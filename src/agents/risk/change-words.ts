import { AppError, type RiskField, type RiskResponse, type RiskState } from '../../core/index.ts';
import { fieldsIn, otherRiskIn } from './change-fields.ts';
import { isStanding, standingIn, unreadIn } from './standing-words.ts';

/** What free words change of a risk; values that do not fit are kept, to be refused with the reason. */
export type ChangeInWords = Partial<Record<Exclude<RiskField, 'state' | 'response'>, number | string>> & {
  number?: number;
  state?: RiskState;
  response?: RiskResponse;
};

const start = /^\s*(?:(update|change|set|close|reopen)\s+)?(?:the\s+)?(?:risk\s*)?#?(\d{1,9})\b/i;

const severalRisks = (other: number): AppError =>
  new AppError(
    'input.invalid',
    `These words tell of risk ${other}, too, so that nothing was changed. Change one risk at a time: “risk ${other} …” as a request of its own.`,
    { fields: { number: 'is one risk at a time' } },
  );

const notUsed = (words: readonly string[]): AppError =>
  new AppError(
    'input.invalid',
    `I did not understand “${words.join(' ').slice(0, 200)}”, so nothing was changed. Say for example “risk 3 owner Ana, probability 4, note it was moved to May”, and another request behind a semicolon.`,
  );

const levels = 'very high|very low|high|medium|low';
/** Where it stands first: “because the office is irrelevant” tells of something else. */
const isOver =
  /^\s*(?:is\s+)?(?:now\s+)?(?:not (?:relevant|an issue|a risk|needed)(?: any ?more)|no longer (?:relevant|an issue|a risk|needed)|obsolete|irrelevant|outdated|resolved|finished)\b/i;
/** `50 % likely`, `high impact`, `no longer relevant`: as a field and its value. */
const inOrder = (words: string): string =>
  words
    .replace(isOver, ' closed')
    .replace(/\b(\d{1,3}) ?(?:%|percent) (?:likely|probable|probability|likelihood|chance)\b/i, 'probability $1%')
    .replace(new RegExp(`\\b(${levels}) (probability|likelihood|impact)\\b(?! (?:${levels}|\\d))`, 'gi'), '$2 $1');

/** `3 probability 4 owner Ana mitigated`, `3 is closed because the contract is signed` */
export function readChange(words: string): ChangeInWords {
  const [said = '', verb = '', number] = start.exec(words) ?? [];
  const numbered = number === undefined ? {} : { number: Number(number) };
  const other = otherRiskIn(words.slice(said.length));
  if (other !== undefined) throw severalRisks(other);
  const { before, read } = fieldsIn(inOrder(words.slice(said.length)));
  // “2 people may leave because of the office” speaks of no risk by its number.
  if (!isStanding(before)) return numbered;
  const unread = read.flatMap(({ rest }) => unreadIn(rest));
  if (unread.length > 0) throw notUsed(unread);
  // What is no field's value tells how it stands, or what kind of response it has.
  const left = [/^(?:close|reopen)$/i.test(verb) ? verb : '', before, ...read.map(({ rest }) => rest)].join(' ');
  return {
    ...numbered,
    ...Object.fromEntries(read.filter(({ value }) => value !== '').map(({ field, value }) => [field, value])),
    ...standingIn(left),
  };
}
