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
  [/\b(sent|published|made)\b/i, { action: 'sent' }],
  [/\b(ask\w*|request\w*|wanted)\b/i, { action: 'asked' }],
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
const person = /\b(?:by|did|has|of|does)\s+(\p{Lu}[\p{L}'’-]*(?:\s\p{Lu}[\p{L}'’-]*)?)/u;

/** Questions like “who approved the post of Tuesday?”, as far as filters go. */
export function readQuestion(words: string): Record<string, unknown> {
  const { rest, ...times } = timesIn(words.slice(0, maxLength));
  const deed = deeds.find(([pattern]) => pattern.test(rest))?.[1];
  const thing = capabilityName.exec(rest)?.[0] ?? things.find(([pattern]) => pattern.test(rest))?.[1];
  const who = person.exec(rest)?.[1];
  return { ...times, ...deed, ...(thing ? { capability: thing } : {}), ...(who ? { person: who } : {}) };
}
