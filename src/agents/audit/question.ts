import { timesIn } from './moments.ts';

/** Far more than any question; what is behind it is not looked at. */
const maxLength = 500;

/** What was done, by the words that people have for it. */
const deeds: readonly [RegExp, { action: string; outcome?: string }][] = [
  [/\b(approv\w*|sign(ed)? off)\b/i, { action: 'decided', outcome: 'approve' }],
  [/\b(reject\w*|refus\w*|declin\w*)\b/i, { action: 'decided', outcome: 'reject' }],
  [/\b(withdr[ae]w\w*)\b/i, { action: 'decided', outcome: 'withdraw' }],
  [/\b(undid|undo\w*|taken? back)\b/i, { action: 'decided', outcome: 'undo' }],
  [/\b(decid\w*|decision)\b/i, { action: 'decided' }],
  [/\bsign(ed|s)?[- ]in\b/i, { action: 'signed in' }],
  [/\b(kill[- ]switch)\b/i, { action: 'kill switch' }],
  [/\bpolic(y|ies)\b/i, { action: 'policy' }],
  [/\bskipped\b/i, { action: 'skipped' }],
  [/\b(sent|published|made)\b/i, { action: 'sent' }],
  [/\b(ask\w*|request\w*|wanted)\b/i, { action: 'asked' }],
];

/** Deeds that have capabilities of their own, by what these are called. */
const verbs: readonly (readonly [RegExp, string])[] = [
  [/\b(delet\w*|remov(?:ed?|als?|ing)|threw away)\b/i, 'delete-'],
  [/\b(restor\w*|brought back)\b/i, 'restore-'],
];

/** Which agent's capabilities a noun speaks of. */
const things: readonly [RegExp, string][] = [
  [/\b(posts?|tweets?|announcements?)\b/i, 'marketing.'],
  [/\b(merge requests?|mrs?|patch(es)?|code|replacements?)\b/i, 'coding.'],
  [/\b(leads?|contacts?|salesforce)\b/i, 'sales.'],
  [/\b(plans?|issues?|gantt)\b/i, 'planning.'],
  [/\b(risks?|registers?)\b/i, 'risk.'],
  [/\b(digests?|reports?|schedules?)\b/i, 'communications.'],
];

const capabilityName = /\b[a-z]+\.[a-z]+(?:-[a-z]+)*/;
const person =
  /\b(?:by|did|has|of|does|for|everything|what|that|which)\s+(?!I\b)(\p{Lu}[\p{L}'’-]*(?:\s\p{Lu}[\p{L}'’-]*)?)/u;
const runNumber = /\bruns?\s+(?:no\.?\s*|number\s+)?#?(\d{1,9})(?![\w.-])/i;
/** Nothing but a number, behind the name of what is asked for. */
const loneNumber = /^\s*#?(\d{1,9})[\s.?!]*$/;

/** Words that only make a question of the others. */
const fillers = new Set(
  `a about after all an and any anybody anything anyone are at audit before been between by can could did do does done entries every everything for
  from had has have how i in is it its last list me my of on or our please since show somebody someone tell that the their them then
  there these they this those till to trail until up us was we were what when where which who whom whose why with you`.split(
    /\s+/,
  ),
);
const maxNotUsed = 200;

/** A question whose words are taken out one filter after the other. */
function reader(words: string) {
  let left = words;
  return {
    /** What a pattern finds, which is taken out. */
    take(pattern: RegExp): RegExpExecArray | undefined {
      const found = pattern.exec(left) ?? undefined;
      if (found) left = `${left.slice(0, found.index)} ${left.slice(found.index + found[0].length)}`;
      return found;
    },
    /** The value of the first row that is spoken of; every word for it is taken out. */
    pick<T>(rows: readonly (readonly [RegExp, T])[]): T | undefined {
      const row = rows.find(([pattern]) => pattern.test(left));
      if (row) left = left.replace(new RegExp(row[0], 'gi'), ' ');
      return row?.[1];
    },
    /** Takes times out. */
    times() {
      const { rest, ...times } = timesIn(left);
      left = rest;
      return times;
    },
    left: (): string => left,
  };
}

/** What is left of a question, without the words that mean nothing by themselves. */
function unused(left: string, isCut: boolean): string {
  const words = left.split(/\s+/).filter((each) => {
    const word = each.replace(/^[^\p{L}\p{N}#]+|[^\p{L}\p{N}]+$/gu, '');
    return word !== '' && !fillers.has(word.toLowerCase());
  });
  const text = words.join(' ').replace(/[\s.,;:!?]+$/, '');
  if (text.length > maxNotUsed) return `${text.slice(0, maxNotUsed)}…`;
  return isCut ? `${text} and all behind ${maxLength} characters`.trim() : text;
}

const thingOf = (words: string): string | undefined => things.find(([pattern]) => pattern.test(words))?.[1];

/** What a capability's name holds: `planning.`, `planning.delete-`, `.delete-` of all. */
function nameOf(thing: string | undefined, verb: string | undefined): string {
  if (verb === undefined) return thing ?? '';
  return thing === undefined ? `.${verb}` : thing.endsWith('.') ? `${thing}${verb}` : thing;
}

/** `plan 3`, `merge request !12`: the trail knows no numbers but those of runs. */
const numberedThing = new RegExp(
  `(?:${things.map(([pattern]) => pattern.source).join('|')})\\s+(?:no\\.?\\s*|number\\s+)?[#!]?\\d{1,9}(?![\\w.-])`,
  'i',
);

/** Questions like “who approved the post of Tuesday?”, as far as filters go; `notUsed` is what they leave. */
export function readQuestion(words: string): Record<string, unknown> {
  const question = reader(words.slice(0, maxLength));
  const run = (question.take(loneNumber) ?? question.take(runNumber))?.[1];
  const times = question.times();
  const deed = question.pick(deeds);
  const name = question.take(capabilityName)?.[0];
  const verb = question.pick(verbs);
  const numbered = question.take(numberedThing)?.[0];
  const thing = name ?? (numbered === undefined ? question.pick(things) : thingOf(numbered));
  const who = question.take(person)?.[1];
  const note = numbered === undefined ? '' : `the number in “${numbered}”`;
  const notUsed = [note, unused(question.left(), words.length > maxLength)].filter(Boolean).join(', ');
  return {
    ...times,
    ...deed,
    ...(run === undefined ? {} : { run: Number(run) }),
    ...(thing || verb ? { capability: nameOf(thing, verb) } : {}),
    ...(who ? { person: who } : {}),
    ...(notUsed ? { notUsed } : {}),
  };
}
