import { baseName, fixed, type ManifestKind, type Mention, mention } from './manifest.ts';

const single = /^(\s*(?:require\s+)?)(\S+\.\S+|\S+\/\S+)(\s+)(v\d\S*)/;
const replaced = /^\s*(?:replace\s+)?(\S+)(?:\s+v\S+)?\s*=>/;

/** Longer ones are written by nobody, and take long to read. */
const maxLength = 2_000;

/** In which block each line stands: `require (`, `replace (`, or none. */
function* blocks(content: string): Generator<{ line: string; offset: number; block: string }> {
  let [offset, block] = [0, ''];
  for (const line of content.split('\n')) {
    const [, opened] = /^\s*(\w+)\s*\(\s*(?:\/\/.*)?\r?$/.exec(line) ?? [];
    if (opened !== undefined) block = opened;
    else if (/^\s*\)/.test(line)) block = '';
    else yield { line, offset, block: block === '' ? (/^\s*(\w+)\s/.exec(line)?.[1] ?? '') : block };
    offset += line.length + 1;
  }
}

function readLine({ line, offset, block }: { line: string; offset: number; block: string }): Mention[] {
  if (line.length > maxLength) return [];
  if (block === 'replace') {
    const [, name] = replaced.exec(line) ?? [];
    return name === undefined ? [] : [fixed(name, 'a replace line decides which one is used')];
  }
  const [, before = '', name, gap = '', version = ''] = block === 'require' ? (single.exec(line) ?? []) : [];
  if (name === undefined) return [];
  const start = offset + before.length + name.length + gap.length;
  return [mention(name, start, start + version.length)];
}

export const goMod: ManifestKind = {
  ecosystem: 'go',
  isManifest: (path) => baseName(path) === 'go.mod',
  read: (content) => [...blocks(content)].flatMap(readLine),
};

/** From version 2 on, the major version is a part of the module's path, and so of every import. */
export const majorInPath = (name: string): number => Number(/(?:\/v|\.v)(\d+)$/.exec(name)?.[1] ?? 1);
