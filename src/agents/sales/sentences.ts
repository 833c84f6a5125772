import { emailsIn, foundIn, given, personPattern, withoutQuoted, writtenMoments } from '../../core/index.ts';

const named: readonly RegExp[] = [
  new RegExp(`\\b[Ll]ead (?:of )?(${personPattern})`, 'u'),
  new RegExp(`\\b(?:with|to|call|phone|ring|visit|send|contact|for|of|meet)\\s+(${personPattern})`, 'u'),
  new RegExp(`^(${personPattern})\\s+(?:has|is|moved|wants|now|got)`, 'u'),
];
/** Words that begin a sentence or a week, and are nobody. */
const nobody =
  /^(?:The|A|An|I|We|She|He|They|Please|Our|My|Task|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December)\b/;

/** Who is spoken of: an address says it best. */
function leadIn(text: string): string | undefined {
  const [email] = emailsIn(text);
  if (email !== undefined) return email;
  return named.map((each) => foundIn(text, each)).find((each) => each !== undefined && !nobody.test(each));
}

const aim = /\b(?:about|regarding|concerning|subject:?)\s+(.{2,200}?)[\s.!]*$/i;
const task = /:\s+(\p{L}.{2,200}?)[\s.!]*$/u;

/** Whom to call back, when, and what about. */
export function followUpWanted(text: string): Record<string, unknown> {
  const subject = foundIn(text, aim) ?? foundIn(text, task);
  const said = subject === undefined ? text : text.slice(0, text.lastIndexOf(subject));
  const [moment] = writtenMoments(withoutQuoted(said).slice(0, 300));
  return given({ lead: leadIn(text), when: moment?.text.replace(/[\s,;.]+$/, ''), subject });
}

const phone = /(\+?\d[\d ()/-]{6,18}\d)/;
const words: Readonly<Record<string, RegExp>> = {
  mobile: /\b(?:mobile|cell)\b[^+\d]{0,40}(\+?\d[\d ()/-]{6,18}\d)/i,
  phone: /\b(?:phone|number|telephone)\b[^+\d]{0,60}(\+?\d[\d ()/-]{6,18}\d)/i,
  rating: /\b(hot|warm|cold)\b/i,
  status: /\bstatus\b.{0,60}?\b(?:to|is|as)\s+([\p{L} -]{3,40}?)[\s.!]*$/iu,
  title:
    /\b(?:title|position|role)\b(?: (?:is|to|of \S+ (?:is|to)))?[\s,:]+(?:now )?([\p{L}][\p{L} &/-]{1,80}?)[\s.!]*$/iu,
  company: /\bcompany\b.{0,60}?\b(?:to|is|:)\s+(.{2,80}?)[\s.!]*$/i,
  website: /\b(?:web ?site|homepage|site)\b.{0,60}?(https?:\/\/\S+|www\.\S+)/i,
};
const role =
  /\b(?:is|becomes|became|works) now (?:as )?(?:the |an? )?([\p{L}][\p{L} &/-]{1,60}?)[\s.!]*$|\bas (?:the |an? )?([\p{L}][\p{L} &/-]{1,60}?)[\s.!]*$/iu;
const moved = /\bmoved to ([\p{L}\p{N}][\p{L}\p{N} &.-]{1,60}?)(?: as\b|[\s.!]*$)/iu;
const marked = /\bmark\b.{0,80}\bas\s+([\p{L} -]{3,40}?)[\s.!]*$/iu;

/** Which fields of a lead are otherwise now. */
export function leadChanged(text: string): Record<string, unknown> {
  const found = Object.fromEntries(Object.entries(words).map(([name, pattern]) => [name, foundIn(text, pattern)]));
  const isMobile = found.mobile !== undefined;
  const status = foundIn(text, marked) ?? found.status;
  const [, email] = emailsIn(text);
  return given({
    ...found,
    phone: isMobile
      ? undefined
      : (found.phone ?? (/\bcall|phone|number\b/i.test(text) ? foundIn(text, phone) : undefined)),
    rating: found.rating && `${found.rating.charAt(0).toUpperCase()}${found.rating.slice(1).toLowerCase()}`,
    title: found.title ?? (marked.test(text) ? undefined : foundIn(text, role)),
    company: found.company ?? foundIn(text, moved),
    email:
      email ??
      (/\be-?mail\b/i.test(text) && leadIn(text.replace(/\S+@\S+/g, '')) !== undefined ? emailsIn(text)[0] : undefined),
    status,
    lead:
      /\be-?mail\b/i.test(text) && email === undefined
        ? (leadIn(text.replace(/\S+@\S+/g, '')) ?? leadIn(text))
        : leadIn(text),
  });
}
