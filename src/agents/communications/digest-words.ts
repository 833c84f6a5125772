import { AppError, findZone } from '../../core/index.ts';
import { checkIsDigest } from './digest-orders.ts';
import { maxRuleLength } from './read-rule.ts';
import { ordered, type Section } from './sections.ts';

const channelPattern = /<#([A-Z0-9]+)(?:\|[^>]*)?>|(?<![\w/])#([\p{L}\p{N}_-]{1,80})/u;
const quoted = /"([^"\n]{1,100})"|“([^”\n]{1,100})”|„([^“”\n]{1,100})[“”]/;
/** A project's path; a time zone looks like one. */
const projectPattern = /(?<!\S)(?:project\s+)?([a-z][\w.-]*(?:\/[\w.-]*\w)+)(?=[\s,.;]|$)/;
const sectionWords: readonly (readonly [RegExp, Section])[] = [
  [/\b(what was done|done|merge requests)\b/i, 'done'],
  [/\b(the )?plans?\b/i, 'plan'],
  [/\b(the )?risks?\b/i, 'risks'],
  [/\b(the )?(open |waiting )?(approvals?|what waits( for approval)?)\b/i, 'approvals'],
];
const about = /\b(?:about|with|showing|über|sobre)\b([\s\S]*)$/i;
/** What stands between the names of what it tells of. */
const joints = /(?:^|\s)(?:and|und|y|,|\s)+(?=\s|$)/gi;
/** What introduces something that is taken out of the words; few of them, as in “in to the channel”. */
const before = /(?:\b(?:in|to|into|for|of|on|titled|called|named|channel|kanal|the|im|für|en|dans|sur)\b\s*){1,4}$/u;
/** What says that it is a digest, and not when. */
const lead = /^\s*(?:please\s+)?(?:an?|the|one)?\s*digest\b/i;
/** Much more than a digest is asked for with. */
const maxWords = 1_000;

interface Taken {
  value: string | undefined;
  rest: string;
}

function take(words: string, pattern: RegExp, isMeant = (_value: string): boolean => true): Taken {
  for (const found of words.matchAll(new RegExp(pattern.source, 'gu'))) {
    const value = found.slice(1).find((each) => each !== undefined);
    if (value === undefined || !isMeant(value)) continue;
    const lead = words.slice(0, found.index).replace(before, '');
    return { value, rest: `${lead} ${words.slice(found.index + found[0].length)}` };
  }
  return { value: undefined, rest: words };
}

/** Names what it tells of, at the end: “… about risks and approvals”. */
function takeSections(words: string): { found: Section[]; rest: string } {
  const tail = about.exec(words);
  if (!tail) return { found: [], rest: words };
  let left = tail[1] ?? '';
  const found: Section[] = [];
  for (const [pattern, section] of sectionWords) {
    if (!pattern.test(left)) continue;
    found.push(section);
    left = left.replace(pattern, ' ');
  }
  // What is left may be the rest of the rule.
  const rule = left.replace(joints, ' ');
  return found.length > 0 ? { found, rest: `${words.slice(0, tail.index)} ${rule}` } : { found, rest: words };
}

/** Reads the channel, the project, a title in quotes and what it tells of; what is left says when. */
export function digestFromWords(words: string): Record<string, unknown> {
  if (words.length > maxWords)
    throw new AppError(
      'input.invalid',
      `That is too long for a digest: at most ${maxWords} characters. Say the channel and the project, and when it comes in at most ${maxRuleLength} characters, such as “digest in #general for platform/api every weekday 9:00”.`,
    );
  checkIsDigest(words);
  const channel = take(words, channelPattern);
  const title = take(channel.rest, quoted);
  const project = take(title.rest, projectPattern, (path) => findZone(path) === undefined);
  const { found, rest } = takeSections(project.rest);
  const when = rest.replace(lead, '').replace(/\s+/g, ' ').trim();
  return {
    ...(channel.value === undefined ? {} : { channel: channel.value }),
    ...(title.value === undefined ? {} : { title: title.value }),
    ...(project.value === undefined ? {} : { project: project.value }),
    ...(found.length > 0 ? { sections: ordered(found) } : {}),
    ...(when === '' ? {} : { when }),
  };
}

const atOnce = /^(?:(?:right )?now|at once|today|immediately)?$/i;

/** The same for one digest at once: a time that is named with it is no part of one. */
export function onceFromWords(words: string): Record<string, unknown> {
  const { when = '', ...named } = digestFromWords(words);
  const time = String(when).replace(/[\s,.;:]+$/, '');
  if (atOnce.test(time)) return named;
  throw new AppError(
    'input.invalid',
    `A digest that is posted now has no time such as “${time.slice(0, 100)}”. To post it again and again, say “digest in #general every weekday 9:00 Europe/Berlin”.`,
  );
}
