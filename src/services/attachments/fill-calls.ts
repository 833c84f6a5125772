import {
  AppError,
  type Capability,
  callName,
  type FileReference,
  fileReferencesIn,
  filledFromFiles,
  from,
  type Principal,
  type ReadCall,
  type Registry,
  requirePermission,
  withDefaults,
  writeFileReference,
} from '../../core/index.ts';
import type { Tx } from '../../platform/database.ts';
import { keepingCapability } from './files.ts';
import { textOfFile } from './kept-files.ts';

/** Who asks needs the right to what they ask for before a file of theirs is looked at. */
export async function filledFrom(
  tx: Tx,
  principal: Principal,
  capability: Capability,
  input: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  if (fileReferencesIn(capability, input).length === 0) return input;
  requirePermission(capability, principal);
  requirePermission({ permission: 'documents:files:read' }, principal);
  return filledFromFiles(capability, input, (number) => textOfFile(tx, principal, number));
}

const isUpload = ({ reference }: { reference: FileReference }): boolean => reference.kind === 'upload';

/** What a chat brought is fetched and kept first, as a call of its own; what needs its text comes after. */
export function withUploads(
  calls: readonly ReadCall[],
  { registry, principal }: { registry: Registry; principal: Principal },
): readonly ReadCall[] {
  const [only] = calls;
  const uploads = calls.flatMap(({ capability, raw }) => fileReferencesIn(capability, raw).filter(isUpload));
  if (!only || uploads.length === 0) return calls;
  if (calls.length > 1)
    throw new AppError('input.invalid', 'With a file ask for one thing at a time. Send the file again with the first.');
  const keep = registry.find(keepingCapability);
  if (!keep) throw new AppError('capability.unknown', 'Files that a chat brings are not taken here.');
  const { project } = withDefaults(only.capability, only.raw, principal);
  const named = typeof project === 'string' ? { project } : {};
  const raw: Record<string, unknown> = { ...only.raw };
  const keeping = uploads.map(({ field, reference }, index): ReadCall => {
    raw[field] = from(callName(index), 'reference');
    return { capability: keep, raw: { ...named, file: writeFileReference(reference) } };
  });
  return [...keeping, { ...only, raw, after: keeping.map((_, index) => index) }];
}
