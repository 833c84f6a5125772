import type { Capability } from './capability.ts';
import { fieldsOf } from './form.ts';
import type { FileKind } from './ports/files.ts';

/** For `.meta({ file })` of a text field: which files it can be filled from. */
export const documentFiles: readonly FileKind[] = ['docx', 'pdf', 'markdown', 'text', 'csv'];
export const patchFiles: readonly FileKind[] = ['patch', 'text'];

export const kindNames: Readonly<Record<FileKind, string>> = {
  patch: 'patch',
  pdf: 'PDF',
  docx: 'Word document',
  markdown: 'Markdown',
  text: 'text',
  csv: 'CSV',
};

/** The most that one file may have, at every door. */
export const maxFileBytes = 50 * 1024 * 1024;

/**
 * What stands in a field for a file's text. `attachment:7` is a kept one; `upload:7` is one that a chat message of the asker
 * brought, which is fetched before the field is filled.
 */
export interface FileReference {
  kind: 'attachment' | 'upload';
  number: number;
}

const reference = /^\s*(attachment|upload):([1-9]\d{0,8})\s*$/i;

export function readFileReference(value: unknown): FileReference | undefined {
  const found = typeof value === 'string' && value.length < 100 ? reference.exec(value) : null;
  return found ? { kind: found[1]?.toLowerCase() as FileReference['kind'], number: Number(found[2]) } : undefined;
}

export const writeFileReference = ({ kind, number }: FileReference): string => `${kind}:${number}`;

/** The references that stand in its fields for files. */
export function fileReferencesIn(
  capability: Capability,
  input: Readonly<Record<string, unknown>>,
): { field: string; reference: FileReference }[] {
  return fieldsOf(capability).flatMap(({ name, files }) => {
    const found = files.length > 0 ? readFileReference(input[name]) : undefined;
    return found ? [{ field: name, reference: found }] : [];
  });
}

/** The same input with the text of each kept file in the place of what stands for it. */
export async function filledFromFiles(
  capability: Capability,
  input: Readonly<Record<string, unknown>>,
  textOf: (attachment: number) => Promise<string>,
): Promise<Record<string, unknown>> {
  const filled: Record<string, unknown> = { ...input };
  for (const { field, reference: found } of fileReferencesIn(capability, input)) {
    if (found.kind === 'attachment') filled[field] = await textOf(found.number);
  }
  return filled;
}

/** A form that a file can be put into. */
export interface FileUse {
  capability: Capability;
  field: string;
}

/** Each capability that takes such a file, with the field for it. */
export const usesOf = (capabilities: readonly Capability[], kind: FileKind): FileUse[] =>
  capabilities.flatMap((capability) => {
    const field = fieldsOf(capability).find(({ files }) => files.includes(kind));
    return field ? [{ capability, field: field.name }] : [];
  });
