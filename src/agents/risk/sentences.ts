import { foundIn, given, numberOf, personPattern, riskStates } from '../../core/index.ts';

const planNumber = (text: string): number | undefined =>
  /\bplan\s*#?\d/i.test(text) ? numberOf('plan', text) : undefined;
const riskNumber = (text: string): number | undefined => numberOf('risk', text);

const asking =
  /\b(?:what|which|any(?:thing)?|how|is there|are there|do you|find|assess\w*|reassess|analy[sz]\w*|check|look at|heat map|list|show|run an?|do an?)\b[^.]*\b(?:risks?|risky|wrong|worry|dangers?|dangerous|threat\w*|break|heat map|assessment|see)\b/i;
const worrying =
  /^(?:i(?:['’]m| am)|we(?:['’]re| are))\s+(?:a bit |really |very |quite )?(?:worried|afraid|concerned|nervous|scared)\s+(?:that|about|of)?\s*|^(?:i|we) (?:fear|worry|suspect)\s+(?:that|about)?\s*|^there is a (?:chance|danger|risk) that\s*|^(?:please )?(?:note|add|record|put down)?\s*(?:an?|the|one)?\s*(?:new )?risk\s*(?:that|:|-|–)\s*/i;

/** Worries that are told, or just that risks are wanted. */
export function assessmentWanted(text: string): Record<string, unknown> {
  const plan = planNumber(text);
  const words = text.replace(worrying, '').trim();
  return given({ plan, words: asking.test(text) ? undefined : words });
}

const owned: readonly RegExp[] = [
  new RegExp(`\\b(?:does|do|did|has|is)\\s+(${personPattern})\\s+(?:\\p{Ll}+)`, 'u'),
  new RegExp(`\\b(?:belongs? to|assigned to|owned by|watched by|of|by|for|from)\\s+(${personPattern})`, 'u'),
  new RegExp(`(${personPattern})['’]s\\s+risks`, 'u'),
  /\b(mine|my)\b/iu,
];
const unowned = /\b(?:nobody|no one|no owner|unowned|without (?:an )?owner)\b/i;
const ownerOf = (text: string): string | undefined => {
  if (unowned.test(text)) return 'nobody';
  const found = owned.map((each) => foundIn(text, each)).find((each) => each !== undefined);
  return found !== undefined && /^m(?:ine|y)$/i.test(found) ? 'me' : found;
};
const stateIn = (text: string): string | undefined =>
  ['overdue', ...riskStates].find((state) => new RegExp(`\\b${state}\\b`, 'i').test(text)) ??
  (/\b(?:late|past due)\b/i.test(text) ? 'overdue' : undefined);
const counts: Readonly<Record<string, number>> = { three: 3, five: 5, ten: 10 };
const topOf = (text: string): number | undefined => {
  const count = foundIn(
    text,
    /\b(?:top|worst|biggest|highest|greatest)\s+(\d{1,3}|three|five|ten)\b|\b(\d{1,3}|three|five|ten)\s+(?:top|worst|biggest|highest|greatest)\b/i,
  );
  return count === undefined ? undefined : (counts[count.toLowerCase()] ?? Number(count));
};

/** Which risks a sentence asks to see. */
export const risksWanted = (text: string): Record<string, unknown> =>
  given({
    plan: planNumber(text),
    number: planNumber(text) === undefined ? riskNumber(text) : undefined,
    state: stateIn(text),
    top: topOf(text),
    owner: ownerOf(text),
    about: foundIn(
      text,
      /\babout (?:the )?(?!risks?\b)([^?.!,]{2,80}?)(?=\s+in (?:our|the) (?:risk )?register|[?.!,]|$)/i,
    ),
  });

const levels = 'very high|very low|high|medium|low|[1-5]|\\d{1,3} ?%';
const levelOf = (text: string, field: string): string | undefined =>
  foundIn(text, new RegExp(`\\b(?:${field})\\b[^.;,]{0,40}?\\b(?:to|is|at|=|now)?\\s*(${levels})(?![\\w.])`, 'i')) ??
  foundIn(text, new RegExp(`\\b(${levels})\\s+(?:${field})\\b`, 'i'));
const takers: readonly RegExp[] = [
  new RegExp(
    `(${personPattern})\\s+(?:takes?|will take|handles?|looks? after|watches|owns|is responsible|should(?! not)|is the owner|has)`,
    'u',
  ),
  new RegExp(`\\b(?:[Aa]ssign|[Gg]ive|[Hh]and)\\b.{0,40}?\\bto\\s+(${personPattern})`, 'u'),
  new RegExp(`\\b(?:[Ll]et|[Mm]ake|[Oo]wner(?: is| to)?|[Hh]ave)\\s+(${personPattern})`, 'u'),
];
const takerOf = (text: string): string | undefined =>
  takers.map((each) => foundIn(text, each)).find((each) => each !== undefined);
const standings: readonly (readonly [RegExp, string])[] = [
  [/\b(?:clos(?:e|ed|ing)|off the table|resolved|is over|is gone|obsolete|no longer relevant)\b/i, 'closed'],
  [/\b(?:happened|did happen|has happened|occurred|came true|materiali[sz]ed|has come true)\b/i, 'happened'],
  [/\b(?:mitigated)\b/i, 'mitigated'],
  [/\b(?:reopen|open again)\b/i, 'open'],
];
const standingOf = (text: string): string | undefined =>
  standings.find(([pattern, state]) => pattern.test(text) && (riskStates as readonly string[]).includes(state))?.[1];

/** What a sentence changes of one risk. */
export function riskChanged(text: string): Record<string, unknown> {
  const level = (field: string): string | undefined => levelOf(text, field)?.replace(/\s/g, '');
  const spoken = (field: string): string | undefined => level(field) ?? levelOf(text, field);
  return given({
    number: riskNumber(text),
    probability: spoken('probability|likelihood|chance'),
    impact: spoken('impact|severity'),
    owner: takerOf(text),
    state: standingOf(text),
    response: foundIn(text, /\b(accept|avoid|transfer|mitigate)(?:ed|s)?\b/i)?.toLowerCase(),
    mitigation: foundIn(
      text,
      /\b(?:mitigation|countermeasure)s?\b(?: (?:for|of) risk \d+)?\s*(?:is|:|will be)\s*(.{3,300}?)(?:\s+until\b|$)/i,
    ),
    due: foundIn(text, /\b(?:due|until|done by)\s+(?:on |by )?([^,;.]{3,40})$/i),
    note: foundIn(text, /\bbecause\s+(.{3,300})$/i),
  });
}
