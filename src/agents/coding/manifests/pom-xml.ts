import { baseName, fixed, type ManifestKind, type Mention, mention } from './manifest.ts';
import { child, type Element, within, xmlElements } from './xml-texts.ts';

const named = ['dependency', 'plugin', 'parent', 'extension'];
const property = /^\s*\$\{([^}]+)\}\s*$/;

const nameOf = (element: Element): string => {
  const group = child(element, 'groupId')?.text.trim();
  const artifact = child(element, 'artifactId')?.text.trim() ?? '';
  // Plugins of Maven's own may leave their group out.
  return `${group ?? 'org.apache.maven.plugins'}:${artifact}`;
};

function span({ text, start }: Element): { start: number; end: number } {
  const lead = text.length - text.trimStart().length;
  return { start: start + lead, end: start + lead + text.trim().length };
}

/** Properties of the project and of its profiles; one that is set twice is not clear. */
function propertiesOf(all: readonly Element[]): Map<string, Element | undefined> {
  const found = new Map<string, Element | undefined>();
  for (const each of all.filter(({ name }) => name === 'properties').flatMap(({ children }) => children)) {
    found.set(each.name, found.has(each.name) ? undefined : each);
  }
  return found;
}

interface Pom {
  properties: ReadonlyMap<string, Element | undefined>;
  /** Which dependencies take their version from a property. */
  users: ReadonlyMap<string, readonly string[]>;
}

function toMention(element: Element, { properties, users }: Pom): Mention {
  const name = nameOf(element);
  const version = child(element, 'version');
  if (!version || version.text.trim() === '')
    return fixed(name, 'its version is set elsewhere, for example by a parent');
  const [, key] = property.exec(version.text) ?? [];
  if (key === undefined) {
    const { start, end } = span(version);
    return /\$\{|<|&/.test(version.text)
      ? fixed(name, 'its version is made of several parts')
      : mention(name, start, end);
  }
  const value = properties.get(key);
  if (!value || !/\d/.test(value.text) || /\$\{|</.test(value.text)) {
    return fixed(name, `its version is \${${key}}, which this file does not set`);
  }
  const { start, end } = span(value);
  return { ...mention(name, start, end), sharedWith: (users.get(key) ?? []).filter((other) => other !== name) };
}

export const pomXml: ManifestKind = {
  ecosystem: 'maven',
  isManifest: (path) => baseName(path) === 'pom.xml',
  read(content) {
    const all = xmlElements(content).flatMap(within);
    const users = new Map<string, string[]>();
    const wanted = all.filter((element) => named.includes(element.name) && child(element, 'artifactId'));
    for (const element of wanted) {
      const [, key] = property.exec(child(element, 'version')?.text ?? '') ?? [];
      if (key !== undefined) users.set(key, [...(users.get(key) ?? []), nameOf(element)]);
    }
    return wanted.map((element) => toMention(element, { properties: propertiesOf(all), users }));
  },
};
