import type { Text } from './json-strings.ts';
import { baseName, fixed, type ManifestKind, type Mention, mention } from './manifest.ts';
import { readPep508 } from './pep-508.ts';
import { poetryOperators } from './requirement.ts';
import { tomlStrings } from './toml-strings.ts';

/** Lists of requirements, each a text of its own. */
const isListed = (path: readonly string[]): boolean => {
  const [first, second] = path;
  if (first === 'project' && second === 'dependencies') return path.length === 3;
  if (first === 'project' && second === 'optional-dependencies') return path.length === 4;
  if (first === 'dependency-groups') return path.length === 3;
  return first === 'build-system' && second === 'requires' && path.length === 3;
};

/** Poetry's tables, with the dependency's name and what is said of it behind them. */
function inPoetry(path: readonly string[]): readonly string[] | undefined {
  if (path[0] !== 'tool' || path[1] !== 'poetry') return undefined;
  if (path[2] === 'dependencies' || path[2] === 'dev-dependencies') return path.slice(3);
  return path[2] === 'group' && path[4] === 'dependencies' ? path.slice(5) : undefined;
}

function readPoetry(rest: readonly string[], { value, start, end }: Text): Mention[] {
  const [name = '', ...fields] = rest;
  const field = fields.filter((each) => !/^\d+$/.test(each)).join('.');
  if (name === 'python' || name === '') return [];
  if (['git', 'url', 'path'].includes(field)) return [fixed(name, 'it comes from an address')];
  if (field !== '' && field !== 'version') return [];
  if (!/\d/.test(value)) return [fixed(name, 'it takes any version')];
  return [{ ...mention(name, start, end), operators: poetryOperators }];
}

export const pyprojectToml: ManifestKind = {
  ecosystem: 'pip',
  isManifest: (path) => baseName(path) === 'pyproject.toml',
  read: (content) =>
    tomlStrings(content).flatMap((text) => {
      const rest = inPoetry(text.path);
      if (rest) return readPoetry(rest, text);
      const listed = isListed(text.path) ? readPep508(text.value, text.start) : undefined;
      return listed ? [listed] : [];
    }),
};
