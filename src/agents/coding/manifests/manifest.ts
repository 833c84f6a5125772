export const ecosystems = ['npm', 'pip', 'cargo', 'go', 'maven', 'gem'] as const;
export type Ecosystem = (typeof ecosystems)[number];

/** A piece of a file's text. */
export interface Span {
  start: number;
  end: number;
}

/** A place in a manifest that names a dependency. */
export interface Mention {
  name: string;
  /** Where its requirement stands, operators included. Absent when there is none that can be changed there. */
  span: Span | undefined;
  /** Why there is none. */
  why: string;
  /** The quotes between which several requirements of one place stand each. */
  quote?: string;
  /** Requirements are written otherwise here than in the ecosystem's other manifests. */
  operators?: readonly string[];
  /** Others whose version the same place sets. */
  sharedWith?: readonly string[];
}

/** One kind of file that says which versions a project wants. */
export interface ManifestKind {
  ecosystem: Ecosystem;
  isManifest(path: string): boolean;
  /** Throws when the text is not what its name says. */
  read(content: string): Mention[];
}

/** The text is not what the file's name says. */
export class UnreadableManifest extends Error {}

export const mention = (name: string, start: number, end: number): Mention => ({ name, span: { start, end }, why: '' });
export const fixed = (name: string, why: string): Mention => ({ name, span: undefined, why });

export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
