import type { Text } from './json-strings.ts';
import { baseName, fixed, type ManifestKind, type Mention, mention } from './manifest.ts';
import { tomlStrings } from './toml-strings.ts';

const sections = ['dependencies', 'dev-dependencies', 'build-dependencies'];

/** What is said of a dependency: its name in the manifest, and the field; the version itself has none. */
function placeOf(path: readonly string[]): { table: string; name: string; field: string } | undefined {
  const at = path[0] === 'workspace' ? 1 : path[0] === 'target' ? 2 : 0;
  const [section = '', name = '', field = '', ...more] = path.slice(at);
  if (!sections.includes(section) || name === '' || more.length > 0) return undefined;
  return { table: path.slice(0, at + 1).join('\0'), name, field };
}

export const cargoToml: ManifestKind = {
  ecosystem: 'cargo',
  isManifest: (path) => baseName(path) === 'Cargo.toml',
  read(content) {
    const fields = new Map<string, { name: string; fields: Map<string, Text> }>();
    for (const text of tomlStrings(content)) {
      const place = placeOf(text.path);
      if (!place) continue;
      const id = `${place.table}\0${place.name}`;
      const known = fields.get(id) ?? { name: place.name, fields: new Map<string, Text>() };
      known.fields.set(place.field, text);
      fields.set(id, known);
    }
    return [...fields.values()].map(toMention);
  },
};

/** `package` is the name of a dependency that has another one here. */
function toMention({ name, fields }: { name: string; fields: ReadonlyMap<string, Text> }): Mention {
  const real = fields.get('package')?.value ?? name;
  const version = fields.get('') ?? fields.get('version');
  if (!version) return fixed(real, 'it comes from an address or a folder');
  return /\d/.test(version.value) ? mention(real, version.start, version.end) : fixed(real, 'it takes any version');
}
