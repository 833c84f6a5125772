/** What is read of one file at the most. Each is far more than a person reads, and far less than what does harm. */
export const readingLimits = {
  pages: 1_500,
  characters: 4_000_000,
  /** Of a Word document, unpacked: they are zip archives, and a small one can hold gigabytes. */
  unpackedBytes: 64 * 1024 * 1024,
  unpackedFiles: 2_000,
  timeMs: 60_000,
  memoryMb: 512,
} as const;

export type ReadingLimits = { readonly [name in keyof typeof readingLimits]: number };
