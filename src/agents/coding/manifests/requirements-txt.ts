import { baseName, fixed, type ManifestKind, type Mention } from './manifest.ts';
import { readPep508 } from './pep-508.ts';

/** Lines with the lines that go on from them, and where they begin. */
function* logicalLines(content: string): Generator<{ text: string; offset: number }> {
  let offset = 0;
  let open: { text: string; offset: number } | undefined;
  for (const line of content.split('\n')) {
    const start = open ?? { text: '', offset };
    const text = `${start.text}${line}`;
    offset += line.length + 1;
    if (/\\\r?$/.test(line)) open = { text: `${text}\n`, offset: start.offset };
    else {
      yield { text, offset: start.offset };
      open = undefined;
    }
  }
  if (open) yield open;
}

function readLine({ text, offset }: { text: string; offset: number }): Mention[] {
  // A byte order mark is no part of a name; an option, a path or an address is no dependency by name.
  const mark = /^\uFEFF/.exec(text)?.[0].length ?? 0;
  const plain = text.slice(mark);
  if (/^\s*(?:[#-]|$)/.test(plain) || /^\s*(?:\.{0,2}\/|https?:|git\+|file:)/.test(plain)) return [];
  const end = plain.search(/\s--|#|\\/);
  const found = readPep508(end < 0 ? plain : plain.slice(0, end), offset + mark);
  if (!found) return [];
  return [/--hash[=\s]/.test(plain) ? fixed(found.name, 'its hashes would no longer fit') : found];
}

export const requirementsTxt: ManifestKind = {
  ecosystem: 'pip',
  isManifest: (path) =>
    /^requirements[\w.-]*\.txt$/i.test(baseName(path)) || /(^|\/)requirements\/[^/]+\.txt$/i.test(path),
  read: (content) => [...logicalLines(content)].flatMap(readLine),
};
