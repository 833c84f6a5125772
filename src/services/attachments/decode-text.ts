const strict = (encoding: string, content: Uint8Array): string | undefined => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(content);
  } catch {
    return undefined;
  }
};

const sampleBytes = 4_096;
/** Where UTF-16 has no mark, every other byte of western text is zero. */
function unmarkedUtf16(content: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const sample = content.subarray(0, sampleBytes - (sampleBytes % 2));
  const zeros = [0, 0];
  for (const [index, byte] of sample.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const many = sample.length / 2 / 3;
  if (odd > many && even < many / 10) return 'utf-16le';
  return even > many && odd < many / 10 ? 'utf-16be' : undefined;
}

const blanks = new Set([9, 10, 11, 12, 13]);
const escapeCode = 27;
const firstSeen = 32;

/** NUL, and most of what once moved a teleprinter: no text has it, wherever it comes from. Logs have colours. */
function holdsControls(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < firstSeen && !blanks.has(code) && code !== escapeCode) return true;
  }
  return false;
}

/** UTF-8, UTF-16 or, where it is neither, the western code page of Windows, which holds Latin-1. Nothing for what is no text. */
export function decodeText(content: Uint8Array): string | undefined {
  const [first, second] = content;
  const isMarked16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (isMarked16) return strict(first === 0xff ? 'utf-16le' : 'utf-16be', content);
  const unmarked = unmarkedUtf16(content);
  const text = unmarked
    ? strict(unmarked, content)
    : (strict('utf-8', content) ?? new TextDecoder('windows-1252').decode(content));
  return text === undefined || holdsControls(text) ? undefined : text;
}
