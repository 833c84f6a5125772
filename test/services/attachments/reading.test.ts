import { afterEach, describe, expect, it } from 'vitest';
import { maxFileBytes } from '../../../src/core/index.ts';
import { createLog } from '../../../src/platform/log.ts';
import { readingLimits } from '../../../src/services/attachments/limits.ts';
import { createReading, type Reading } from '../../../src/services/attachments/reading.ts';
import { documentOf } from './documents.ts';

const ends: Reading[] = [];
afterEach(async () => {
  for (const reading of ends.splice(0)) await reading.close();
});
const readingOf = (options: Parameters<typeof createReading>[1] = {}): Reading => {
  const reading = createReading(createLog('silent'), options);
  ends.push(reading);
  return reading;
};

describe('reading in a thread', () => {
  it('reads a file, and leaves its bytes to be kept', async () => {
    const content = documentOf('contact.pdf');
    const { kind, pages } = await readingOf().read('contact.pdf', content);
    expect({ kind, pages: pages.length, bytes: content.length }).toEqual({ kind: 'pdf', pages: 1, bytes: 25979 });
  });

  it('says what is wrong with a file, by its name', async () => {
    await expect(readingOf().read('plan.pdf', documentOf('locked.pdf'))).rejects.toMatchObject({
      code: 'input.invalid',
      message: '“plan.pdf” is locked with a password. Save it without one, and send it again.',
      fields: { file: 'is locked with a password. Save it without one, and send it again.' },
    });
  });

  it('takes 50 MB, and not a byte more', async () => {
    const reading = readingOf();
    const content = new Uint8Array(maxFileBytes + 1).fill(0x20);
    await expect(reading.read('a.txt', content)).rejects.toMatchObject({ code: 'input.too-large' });
    // Blank as it is: it was looked at.
    await expect(reading.read('a.txt', content.subarray(1))).rejects.toThrow(/holds blanks only/);
  });

  it('gives up what takes too long, and reads the next', async () => {
    const slow = readingOf({ limits: { ...readingLimits, timeMs: 1 } });
    await expect(slow.read('a.pdf', documentOf('tex.pdf'))).rejects.toMatchObject({
      code: 'input.invalid',
      message: expect.stringMatching(/more time or memory to read than a document should/),
    });
    expect((await readingOf().read('a.pdf', documentOf('contact.pdf'))).kind).toBe('pdf');
  });

  it('outlives a file that takes all memory', async () => {
    const small = readingOf({ limits: { ...readingLimits, memoryMb: 8 } });
    await expect(small.read('a.pdf', documentOf('tex.pdf'))).rejects.toMatchObject({ code: 'input.invalid' });
  });
});
