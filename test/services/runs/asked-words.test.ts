import { describe, expect, it } from 'vitest';
import { askedWords } from '../../../src/services/runs/asked-words.ts';

const diff = '--- a/README.md\n+++ b/README.md\n@@ -1 +1 @@\n-old\n+new\n';

describe('the words that somebody asked with', () => {
  it.each([
    ['one line as it is', 'plan launch the website', 'plan launch the website'],
    ['several lines as one', 'plan the launch\n1. Design\n\n2. Build', 'plan the launch 1. Design 2. Build'],
    ['no more than blanks', ' \n ', undefined],
    ['no patch', `code apply this patch\n${diff}`, 'code apply this patch …'],
    ['no patch that is a field', `code apply-patch title=Mend patch="${diff}"`, 'code apply-patch title=Mend …'],
    ['no patch of git', `code apply this patch\ndiff --git a/x b/x\n${diff}`, 'code apply this patch …'],
    ['no code', 'code apply this:\n```diff\n-a\n```', 'code apply this: …'],
    ['nothing when all is code', '```\nrm -rf\n```', '…'],
    ['no token', 'use glpat-AbCdEf0123456789xyzq for it', 'use [hidden] for it'],
    ['no token of Slack', 'use xoxb-123456789012-abcdefghijkl', 'use [hidden]'],
    [
      'no password',
      'log in with password=hunter2 and password: "open sesame"',
      'log in with password=[hidden] and password: [hidden]',
    ],
    ['no bearer', 'send Authorization: Bearer abc.def.ghi', 'send Authorization: Bearer [hidden]'],
    [
      'no login in an address',
      'clone https://maria:s3cret@git.example.com/a',
      'clone https://[hidden]@git.example.com/a',
    ],
    ['no key', 'use -----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY----- here', 'use [hidden] here'],
    ['no signs that turn the line', 'plan \u202Etxet\u200B', 'plan txet'],
  ])('are shown: %s', (_what, typed, words) => {
    expect(askedWords(typed)).toBe(words);
  });

  it('are cut where they are long, between letters', () => {
    const words = askedWords(`plan ${'🚀'.repeat(1_000)}`) ?? '';
    expect([...words]).toHaveLength(301);
    expect(words.endsWith('🚀…')).toBe(true);
    expect(askedWords('x '.repeat(50_000))?.length).toBeLessThan(310);
  });
});
