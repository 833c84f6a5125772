import { strToU8, unzipSync, zipSync } from 'fflate';
import type { ReadingLimits } from './limits.ts';
import { FileFault } from './refuse-file.ts';

/** The names in the archive's own list; none where it cannot be read. */
export function zipNames(content: Uint8Array, maxNames = 10_000): string[] {
  const names: string[] = [];
  try {
    unzipSync(content, {
      filter: ({ name }) => {
        if (names.length < maxNames) names.push(name);
        return false;
      },
    });
  } catch {
    return [];
  }
  return names;
}

export const isDocx = (content: Uint8Array): boolean => zipNames(content).includes('word/document.xml');

/** All that says something; pictures, fonts, macros and what is embedded are left where they are. */
const worthReading = /^(?:\[Content_Types\]\.xml|_rels\/[^/]+|word\/(?:_rels\/)?[^/]+\.(?:xml|rels))$/;

const tooMuch = (): FileFault =>
  new FileFault('unpacks to more than any document holds. Save it anew, for example as PDF, and send that.');

/**
 * The words of a Word document as an archive of its own, measured before anything is unpacked: an entry never gives more bytes
 * than it says, and all of them no more than the limit.
 */
export function slimDocx(content: Uint8Array, { unpackedBytes, unpackedFiles }: ReadingLimits): Uint8Array {
  let bytes = 0;
  let files = 0;
  const entries = unzipSync(content, {
    filter: ({ name, originalSize }) => {
      if (!worthReading.test(name)) return false;
      bytes += originalSize;
      files += 1;
      if (bytes > unpackedBytes || files > unpackedFiles) throw tooMuch();
      return true;
    },
  });
  const unmapped = Object.entries(entries).map(([name, entry]) => [name, withoutEntities(entry)] as const);
  return zipSync(Object.fromEntries(unmapped), { level: 0 });
}

/** No writer of documents declares types or entities in them: who does wants them to grow when they are read. */
function withoutEntities(entry: Uint8Array): Uint8Array {
  const head = Buffer.from(entry.buffer, entry.byteOffset, entry.length);
  if (!head.includes('<!DOCTYPE') && !head.includes('<!ENTITY')) return entry;
  return strToU8('<?xml version="1.0"?><empty/>');
}
