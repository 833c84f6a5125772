import { cargoToml } from './cargo-toml.ts';
import { gemfile } from './gemfile.ts';
import { goMod } from './go-mod.ts';
import type { Ecosystem, ManifestKind } from './manifest.ts';
import { packageJson } from './package-json.ts';
import { pythonName } from './pep-508.ts';
import { pomXml } from './pom-xml.ts';
import { pyprojectToml } from './pyproject-toml.ts';
import { requirementsTxt } from './requirements-txt.ts';

const kinds: readonly ManifestKind[] = [packageJson, requirementsTxt, pyprojectToml, cargoToml, goMod, pomXml, gemfile];

/** What was copied in from elsewhere is not the project's own. */
const isForeign = (path: string): boolean => /(^|\/)(?:node_modules|vendor|third_party|\.venv|venv)\//.test(path);

export const kindOf = (path: string): ManifestKind | undefined =>
  isForeign(path) ? undefined : kinds.find((kind) => kind.isManifest(path));

const sameText = (name: string): string => name;
/** The form in which two spellings of one name are the same. */
const spelled: Readonly<Record<Ecosystem, (name: string) => string>> = {
  npm: sameText,
  pip: pythonName,
  cargo: (name) => name.replaceAll('_', '-'),
  go: sameText,
  maven: sameText,
  gem: sameText,
};
/** Names that end in what somebody calls them by: `gin` for `github.com/gin-gonic/gin`, an artifact without its group. */
const shortened: Partial<Record<Ecosystem, (name: string) => readonly string[]>> = {
  go: (name) => {
    const parts = name.replace(/\/v\d+$/, '').split('/');
    return parts.map((_part, at) => parts.slice(at).join('/'));
  },
  maven: (name) => [name.slice(name.indexOf(':') + 1)],
};

export function isCalled(ecosystem: Ecosystem, name: string, wanted: string): boolean {
  if (spelled[ecosystem](name) === spelled[ecosystem](wanted)) return true;
  return shortened[ecosystem]?.(name).includes(wanted) ?? false;
}

/** One name for all its spellings, to tell whether two places mean the same. */
export const identityOf = (ecosystem: Ecosystem, name: string): string => spelled[ecosystem](name);
