import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeHref, safeReturn } from '../../src/http/links.ts';

describe('safeHref', () => {
  it.each([
    ['https://a.example/b?c#d', true],
    ['http://localhost:8080/x', true],
    ['/console/runs/1', true],
    ['javascript:alert(1)', false],
    [' javascript:alert(1)', false],
    ['JAVASCRIPT:alert(1)', false],
    ['data:text/html,x', false],
    ['//evil.example', false],
    ['/\\evil.example', false],
    ['/\t/evil.example', false],
    ['https://user:pass@evil.example', false],
    ['runs/1', false],
    ['', false],
    ['ftp://a.example', false],
  ])('%j: %s', (url, isSafe) => {
    expect(safeHref(url) !== undefined).toBe(isSafe);
  });
});

describe('safeReturn', () => {
  const to = (path: unknown): string => safeReturn(path, '/console');

  it.each([
    ['/console/approvals/1?x=2', '/console/approvals/1?x=2'],
    ['/console', '/console'],
    ['/console/../v1/secrets', '/console'],
    ['/consoles', '/console'],
    ['/console/sign-in', '/console'],
    ['/console/sign-out', '/console'],
    ['https://evil.example/console/', '/console'],
    ['//evil.example/console/', '/console'],
    ['/\\evil.example', '/console'],
    [['/console/runs'], '/console'],
    [undefined, '/console'],
    [`/console/${'x'.repeat(600)}`, '/console'],
  ])('leads from %j to %s', (path, expected) => {
    expect(to(path)).toBe(expected);
  });

  it('never leads away from the console', () => {
    const pieces = fc.constantFrom(
      '/',
      '\\',
      '//',
      '..',
      '/console/',
      '\t',
      '\n',
      'evil.example',
      'http:',
      '@',
      '%2f',
      '?',
      '#',
    );
    const paths = fc.array(fc.oneof(pieces, fc.string()), { maxLength: 8 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(paths, (path) => {
        const { origin, pathname } = new URL(to(path), 'http://here.example');
        return origin === 'http://here.example' && (pathname === '/console' || pathname.startsWith('/console/'));
      }),
    );
  });
});
