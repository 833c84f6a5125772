import { jsonStrings, type Text } from './json-strings.ts';
import { baseName, fixed, type ManifestKind, type Mention, mention } from './manifest.ts';

const sections = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];
const alias = /^npm:(?<name>(?:@[^/@]+\/)?[^/@]+)@(?<range>.+)$/;

function toMention(name: string, { value, start, end }: Text, source: string): Mention {
  if (source.slice(start, end) !== value) return fixed(name, 'it is written with escapes');
  const { name: real, range } = alias.exec(value)?.groups ?? {};
  if (real !== undefined && range !== undefined) return mention(real, end - range.length, end);
  if (/^(?:workspace|file|link|portal|catalog|patch):/.test(value))
    return fixed(name, `it comes from ${value.split(':')[0]}:`);
  if (/[:/]/.test(value)) return fixed(name, 'it comes from an address');
  if (!/\d/.test(value))
    return fixed(name, value === '' || value === '*' ? 'it takes any version' : `it takes the tag ${value}`);
  return mention(name, start, end);
}

export const packageJson: ManifestKind = {
  ecosystem: 'npm',
  isManifest: (path) => baseName(path) === 'package.json',
  read: (content) =>
    jsonStrings(content).flatMap((text) => {
      const [section = '', name = '', ...rest] = text.path;
      return sections.includes(section) && name !== '' && rest.length === 0 ? [toMention(name, text, content)] : [];
    }),
};
