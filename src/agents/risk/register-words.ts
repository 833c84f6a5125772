import { AppError, type RiskState, riskStates } from '../../core/index.ts';
import { planIn } from './ask-words.ts';

export const filters = [...riskStates, 'overdue', 'all'] as const;
export type Filter = (typeof filters)[number];

/** Which risks words ask for. */
export interface Wanted {
  state?: Filter;
  plan?: number;
  top?: number;
  owner?: string;
  about?: string;
}

const maxName = '\\p{Lu}[\\p{L}.’-]*(?:\\s\\p{Lu}[\\p{L}.’-]*){0,2}';
const owners: readonly RegExp[] = [
  /\b(?:without|with no|that have no|have no)(?: an)? owners?\b|\bnobody (?:owns|watches)\b|\bunowned\b/iu,
  /\b(?:that |which )?(?:do )?(I) (?:own|watch)\b|\b(?:assigned to|owned by|watched by|of|for) (me|mine)\b|^\s*(my|mine)\b/iu,
  new RegExp(`\\b(?:does |do |has |is )?(${maxName})(?:['’]s)?\\s+(?:owns?|watch(?:es)?|ha(?:s|ve))\\b`, 'u'),
  new RegExp(`\\b(?:[Aa]ssigned to|[Oo]wned by|[Ww]atched by|[Oo]wner(?: is)?|of|for|by)\\s+@?(${maxName})`, 'u'),
];
const planPattern = /\b(?:of |in |for |from )?(?:the )?plan\s*(?:no\.?|number)?\s*#?\d{1,9}\b/i;
const topPattern = /\b(?:top\s+(\d{1,3})|(\d{1,3})\s+(?:highest|biggest|worst|top|greatest|most important|main))\b/i;
const aboutPattern =
  /\b(?:about|concerning|regarding|on|to do with|related to|with|from|mentioning)\s+(?:the\s+)?([^?!.]{2,100})/i;
const stateWords: readonly (readonly [RegExp, Filter])[] = [
  [/\b(?:overdue|late|past due)\b/i, 'overdue'],
  ...riskStates.map((state: RiskState) => [new RegExp(`\\b${state}\\b`, 'i'), state] as const),
  [/\b(?:all|every\w*)\b/i, 'all'],
];
const fillers = new Set(
  'all every the a an our we you me us show list see display which what who are is there do does have has please risks risk ones register of in for project now today still all top highest biggest worst main first most important by score with their owner owners and as map heat matrix table so far it that this still left any its their'.split(
    ' ',
  ),
);

interface Reading {
  wanted: Wanted;
  rest: string;
}

function take({ wanted, rest }: Reading, pattern: RegExp, told: (values: string[]) => Wanted): Reading {
  const found = pattern.exec(rest);
  if (!found) return { wanted, rest };
  const values = found.slice(1).filter((each) => each !== undefined);
  const left = `${rest.slice(0, found.index)} ${rest.slice(found.index + found[0].length)}`;
  return { wanted: { ...wanted, ...told(values) }, rest: left };
}

const takeOwner = (reading: Reading): Reading => {
  const pattern = owners.find((each) => each.test(reading.rest));
  const named = ([name = 'nobody']: string[]): Wanted => ({ owner: /^(?:I|me|my|mine)$/i.test(name) ? 'me' : name });
  return pattern ? take(reading, pattern, named) : reading;
};

const isSpare = (rest: string): boolean =>
  rest
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .every((word) => word === '' || fillers.has(word));

/** `the closed ones of plan 2`, `the top 3`, `that Jonas owns`, `about money`; what is left over is asked back. */
export function wantedIn(words: string): Wanted {
  const plan = planIn(words);
  let reading: Reading = { wanted: {}, rest: words };
  reading = take(reading, planPattern, () => (plan === undefined ? {} : { plan }));
  reading = take(reading, topPattern, ([count = '0']) => ({ top: Number(count) }));
  reading = takeOwner(reading);
  const state = stateWords.find(([pattern]) => pattern.test(reading.rest));
  if (state) reading = take(reading, state[0], () => ({ state: state[1] }));
  if (!isSpare(reading.rest)) reading = take(reading, aboutPattern, ([about = '']) => ({ about: about.trim() }));
  if (isSpare(reading.rest)) return reading.wanted;
  const left = reading.rest.replace(/\s+/g, ' ').trim().slice(0, 100);
  throw new AppError(
    'input.invalid',
    `I did not understand “${left}” about the register. Say for example “risk register”, “risk closed risks of plan 2”, “risk top 3 risks”, “risk register owner=Ana” or “risk risks about money”.`,
  );
}
