import { describe, expect, it } from 'vitest';
import { plainText } from '../../src/core/index.ts';

const asked = 'look at https://git.example/a/b please';

describe('the words of a model', () => {
  it.each<[string, string, string]>([
    ['plain words', 'Which plan do you mean?', 'Which plan do you mean?'],
    ['an image', 'see ![chart](https://evil.example/p.png?q=secret)', 'see chart'],
    ['a link', 'see [here](https://evil.example/?q=secret)', 'see here'],
    ['an address', 'see https://evil.example/?q=secret now', 'see [link left out] now'],
    [
      'an address without its scheme',
      'see www.evil.example and evil.example/x?q=1',
      'see [link left out] and [link left out]',
    ],
    ['an address of another kind', 'mailto:a@evil.example javascript:alert(1)', '[link left out] [link left out])'],
    ['an address that the asker wrote', 'I see https://git.example/a/b.', 'I see https://git.example/a/b.'],
    ['an address that goes on where the asker’s ended', 'https://git.example/a/b?q=1', '[link left out]'],
    ['tags', '<b onclick="x">bold</b> <img src=x> a < b', 'bold a b'],
    ['a channel called', '<!channel> @here @maria <@U123> hello', 'here maria hello'],
    ['a path of a file', 'It is in src/greet.ts and docs/guide.md', 'It is in src/greet.ts and docs/guide.md'],
    ['lines', 'one  two\n\n\n\nthree \n four', 'one two\n\nthree\nfour'],
    ['nothing', ' \n <x> ', ''],
  ])('stay words: %s', (_what, text, plain) => {
    expect(plainText(text, asked)).toBe(plain);
  });

  it('are cut, and never keep the process busy', () => {
    for (const text of ['a.'.repeat(100_000), '<'.repeat(100_000), '![['.repeat(50_000), 'x'.repeat(100_000)])
      expect(plainText(text, asked).length).toBeLessThanOrEqual(4_001);
  });
});
