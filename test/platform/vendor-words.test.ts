import { describe, expect, it } from 'vitest';
import { Secret } from '../../src/platform/secret.ts';
import { vendorWords } from '../../src/platform/vendor-words.ts';

const hidden = { secret: new Secret('s3cret'), patterns: [/\btok-\w+/g] };

describe('the words of a vendor', () => {
  it.each([
    ['what looks like a token', 'Bad tok-12345, sorry', 'Bad [secret], sorry'],
    ['the secret of the account, everywhere', 's3cret is not s3cret', '[secret] is not [secret]'],
    ['marks of a page', '<h1>Bad</h1>\r\n<p>gateway</p>', 'Bad gateway'],
    ['controls', 'a\u0000b\u001b[31m', 'a b [31m'],
    ['what is too long', 'x'.repeat(400), `${'x'.repeat(300)}…`],
  ])('leave out %s', (_what, words, shown) => {
    expect(vendorWords(words, hidden)).toBe(shown);
  });

  it('stay as they are without a secret', () => {
    expect(vendorWords('All is well', { secret: new Secret(''), patterns: [] })).toBe('All is well');
    expect(vendorWords('All is well', { patterns: [] })).toBe('All is well');
  });
});
