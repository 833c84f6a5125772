import { baseName, fixed, type ManifestKind, type Mention } from './manifest.ts';

const gem = /^(\s*gem[\s(]+(["'])([\w.-]+)\2)(.*)$/;
const requirement = /^\s*,\s*(["'])([^"'\n]*\d[^"'\n]*)\1/;

/** Longer ones are written by nobody, and take long to read. */
const maxLength = 2_000;

/** The requirements that follow the name, each a text of its own; what stands between them stays. */
function readLine(line: string, offset: number): Mention[] {
  const [, head = '', , name, tail = ''] = (line.length > maxLength ? undefined : gem.exec(line)) ?? [];
  if (name === undefined) return [];
  let [at, start, end, quote] = [0, -1, -1, ''];
  for (let found = requirement.exec(tail); found; found = requirement.exec(tail.slice(at))) {
    const [all, sign = '', text = ''] = found;
    if (quote !== '' && sign !== quote) return [fixed(name, 'its requirements are quoted in two ways')];
    end = at + all.length - 1;
    if (start < 0) start = end - text.length;
    quote = sign;
    at += all.length;
  }
  if (start < 0)
    return [
      fixed(name, /(?:git|path|github)\b/.test(tail) ? 'it comes from an address or a folder' : 'it takes any version'),
    ];
  const from = offset + head.length;
  return [{ name, span: { start: from + start, end: from + end }, why: '', quote }];
}

export const gemfile: ManifestKind = {
  ecosystem: 'gem',
  isManifest: (path) => baseName(path) === 'Gemfile',
  read(content) {
    let offset = 0;
    return content.split('\n').flatMap((line) => {
      const found = readLine(line.replace(/\r$/, ''), offset);
      offset += line.length + 1;
      return found;
    });
  },
};
