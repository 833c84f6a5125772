import { foundIn, given, numberOf, quotesIn } from '../../core/index.ts';

const folder =
  /\b(?:under|in|inside|within|below)\s+(?:the\s+(?:folder\s+)?)?((?:[\w.*-]+\/[\w.*/-]*|[\w-]+\.\w{1,5}|src|docs?|test|tests|lib|config|app))(?![\w/])/i;

/** Files as a pattern: a folder is all that is in it. */
function pathsIn(text: string): string | undefined {
  const found = foundIn(text, folder);
  if (found === undefined || found.includes('*') || /\.\w{1,5}$/.test(found)) return found;
  return `${found.replace(/\/$/, '')}/**`;
}

const bare: readonly RegExp[] = [
  /\b(?:rename|replace|change|swap|substitute|correct|fix|turn)\s+(?:the\s+|every\s+|all\s+)?(?:(?:function|class|method|variable|word|text|typo|spelling|occurrences? of|name|term|constant)\s+)*(\S+)\s+(?:to|with|by|for|into)\s+(\S+)/i,
  /\b(?:from)\s+(\S+)\s+to\s+(\S+)/i,
  /\b(?:the word|the text|the term)\s+(\S+)\s+(?:should|has to|must|needs to)\s+(?:be|read|become)\s+(\S+)/i,
];
const withoutEnd = (word: string | undefined): string | undefined => word?.replace(/[,;.!?]+$/, '');

/** What is to be replaced by what: two texts in quotes, or two words. */
export function replacementWanted(text: string): Record<string, unknown> {
  const [find, replace, ...more] = quotesIn(text);
  if (find !== undefined && replace !== undefined && more.length === 0)
    return given({ find, replace, paths: pathsIn(text) });
  if (find !== undefined) return {};
  const [, from, to] = bare.map((each) => each.exec(text)).find((each) => each !== null) ?? [];
  return given({ find: withoutEnd(from), replace: withoutEnd(to), paths: pathsIn(text) });
}

const ecosystems: readonly (readonly [RegExp, string])[] = [
  [/\bmaven\b|\bpom\.xml\b/i, 'maven'],
  [/\bnpm\b|\bpackage\.json\b/i, 'npm'],
  [/\bpip\b|\bpypi\b/i, 'pip'],
  [/\bcargo\b|\bcrate\b/i, 'cargo'],
  [/\bgo module\b|\bgo\.mod\b/i, 'go'],
  [/\bgem\b|\bruby\b/i, 'ruby'],
];
const version = String.raw`[v^~]?\d+(?:\.\d+)*(?:[-+][\w.]+)?`;
const dependency = String.raw`(@?[a-z][\w./-]*)`;
const upgrades: readonly RegExp[] = [
  new RegExp(String.raw`\b(?:vulnerability|hole|cve|bug|issue|problem)\s+in\s+${dependency}`, 'i'),
  new RegExp(
    String.raw`\b(?:packages?|library|dependency|module|gem|crate|version of|release \S+ of)\s+(?:the\s+)?(?:packages?\s+)?${dependency}`,
    'i',
  ),
  new RegExp(
    String.raw`\b(?:upgrade|update|bump|pin|raise|set|switch|get|move|take|put)\s+(?:our\s+|the\s+|us\s+)?${dependency}\s+(?:up\s+)?(?:to|at|@)\s`,
    'i',
  ),
  new RegExp(String.raw`${dependency}\s+(?:should|must|has to|needs to|is outdated|is old)`, 'i'),
  new RegExp(String.raw`\b(?:need|want|on|to|use|onto)\s+${dependency}\s+(?:version\s+)?${version}\b`, 'i'),
  new RegExp(String.raw`${dependency}[\s,]+(?:up\s+)?(?:to|at|@)\s+(?:version\s+)?${version}\b`, 'i'),
];

/** Which dependency goes to which version. */
export function upgradeWanted(text: string): Record<string, unknown> {
  const found = upgrades.map((each) => foundIn(text, each)).find((each) => each !== undefined);
  const wanted =
    foundIn(text, new RegExp(String.raw`(?:^|\s)(${version.replace('*', '+')})(?=[\s,;?!)]|\.?$)`)) ??
    foundIn(text, new RegExp(String.raw`\b(?:to|at|version)\s+(${version})(?=[\s,;?!)]|\.?$)`, 'i'));
  return given({
    dependency: found,
    version: wanted,
    ecosystem: ecosystems.find(([pattern]) => pattern.test(text))?.[1],
  });
}

const branch = String.raw`([\w.-]*[\w](?:\/[\w.-]+)*)`;
const sources: readonly RegExp[] = [
  new RegExp(String.raw`\bbranch\s+(?:called\s+|named\s+)?(?!is\b|has\b|for\b)${branch}`, 'i'),
  new RegExp(
    String.raw`\b(?:mr|merge request|pull request|review)\s+(?:for|from|of)\s+(?:the\s+|my\s+)?(?:branch\s+)?${branch}`,
    'i',
  ),
  /(?:^|\s)((?:feature|fix|bugfix|hotfix|release|chore|docs|feat)[/-][\w./-]*\w)/i,
];

/** The branch that is ready, and where it goes. */
export const mergeWanted = (text: string): Record<string, unknown> =>
  given({
    source: sources.map((each) => foundIn(text, each)).find((each) => each !== undefined),
    target: foundIn(text, /\b(?:in)?to\s+(main|master|develop|dev|trunk|staging|production|release[\w./-]*)\b/i),
  });

const isOver = /\b(?:stop|unfollow|unwatch|no longer|don['’]t want|do not want|not .{0,20}any ?more)\b/i;

/** Which merge request is to be followed, or not any more. */
export const followWanted = (text: string): Record<string, unknown> => {
  const number = numberOf('merge request|pull request|mr|pr', text);
  return given({
    mergeRequest: number === undefined ? undefined : `!${number}`,
    stop: isOver.test(text) ? true : undefined,
  });
};
