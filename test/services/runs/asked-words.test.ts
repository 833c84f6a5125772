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

  it.each([
    ['a token with an invisible sign in it', 'use glpat-\u200Babcdefghij0123456789 now', 'use [hidden] now'],
    ['a token with a soft hyphen in it', 'use gl\u00ADpat-abcdefghij0123456789 now', 'use [hidden] now'],
    ['a token with a sign that only joins', 'use glpat\u034F-abcdefghij0123456789 now', 'use [hidden] now'],
    ['a password with an invisible sign in its name', 'pass\u2060word=hunter2 now', 'password=[hidden] now'],
    ['a variable of the environment', 'set DB_PASSWORD=hunter2 now', 'set DB_PASSWORD=[hidden] now'],
    ['a numbered one', 'set DB_PASSWORD_2=hunter2 now', 'set DB_PASSWORD_2=[hidden] now'],
    [
      'a secret key',
      'set AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPx now',
      'set AWS_SECRET_ACCESS_KEY=[hidden] now',
    ],
    [
      'a token in an address',
      'get https://a.example/x?access_token=abc now',
      'get https://a.example/x?access_token=[hidden] now',
    ],
    [
      'a signature in an address',
      'get https://a.example/x?a=1&sig=abc%3D now',
      'get https://a.example/x?a=1&sig=[hidden] now',
    ],
    ['a password in JSON', 'send {"password": "hunter2"} now', 'send {"password": [hidden]} now'],
    [
      'a password in JSON in a text',
      String.raw`send {\"password\": \"hunter2\"} now`,
      String.raw`send {\"password\": [hidden]} now`,
    ],
    ['a quote that is never closed', 'password: "open sesame', 'password: [hidden]'],
    ['a quote with a quote in it', String.raw`password: "open \" sesame" now`, 'password: [hidden] now'],
    ['a login of HTTP', 'send Authorization: Basic dXNlcjpwYXNz now', 'send Authorization: Basic [hidden] now'],
    ['a private key by name', 'use private_key=abc now', 'use private_key=[hidden] now'],
    ['a key of Stripe', 'use sk_live_4eC39HqLyjWDarjtT1 now', 'use [hidden] now'],
    ['a token of npm', 'use npm_abcdefghijklmnopqrst now', 'use [hidden] now'],
    ['a key of SendGrid', 'use SG.abcdefghijklmnop.qrstuvwx now', 'use [hidden] now'],
    [
      'a webhook of Slack',
      'post to https://hooks.slack.com/services/T0/B0/xyz now',
      'post to https://hooks.slack.com/services/[hidden] now',
    ],
    ['a value in curly quotes', 'password: “open sesame” now', 'password: [hidden] now'],
    ['a value in German quotes', 'Passwort: „Sesam öffne dich“ now', 'Passwort: [hidden] now'],
    ['a value in angled quotes', 'password: «open sesame» now', 'password: [hidden] now'],
    ['a field of XML', 'send <password>hunter2</password> now', 'send <password>[hidden]</password> now'],
    ['a name with a full stop', 'set secret.key = abc now', 'set secret.key = [hidden] now'],
    ['a flag of a command', 'run it --password hunter2 now', 'run it --password [hidden] now'],
    ['a login with an @ in it', 'clone https://u:p@ss@git.example.com/a', 'clone https://[hidden]@git.example.com/a'],
    ['what is cut in a secret', `password=hunter2 ${' '.repeat(4_977)}glpat-abcdefghij`, 'password=[hidden]'],
  ])('hide %s', (_what, typed, words) => {
    expect(askedWords(typed)).toBe(words);
  });

  it.each([
    'plan a basic website with a compass: north',
    'plan the token bucket and the secret garden',
    'write to maria@example.com about https://a.example/x?page=2',
    'plan tokenization: how it works',
  ])('stay as they are: %s', (typed) => {
    expect(askedWords(typed)).toBe(typed);
  });

  it('are read at once, whatever is repeated in them', () => {
    for (const sign of ['+', '-', 'a+', 'A1a-', '://', 'sk_live_']) {
      expect(askedWords(`${sign} `.repeat(2_500))?.startsWith(sign)).toBe(true);
      expect([...(askedWords(sign.repeat(5_000)) ?? '')].length).toBeLessThanOrEqual(301);
    }
  });

  it('are cut where they are long, between letters', () => {
    const words = askedWords(`plan ${'🚀'.repeat(1_000)}`) ?? '';
    expect([...words]).toHaveLength(301);
    expect(words.endsWith('🚀…')).toBe(true);
    expect(askedWords('x '.repeat(50_000))?.length).toBeLessThan(310);
  });
});
