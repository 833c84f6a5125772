import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../src/platform/secret.ts';

const secret = new Secret('glpat-very-secret');

describe('a secret', () => {
  it.each<[string, string]>([
    ['a template', `${secret}`],
    ['JSON', JSON.stringify({ secret })],
    ['inspect', inspect({ deep: { secret } }, { depth: 5, showHidden: true, customInspect: true })],
    ['inspect without its own form', inspect(secret, { customInspect: false, showHidden: true })],
    ['its keys', JSON.stringify(Object.entries(secret))],
  ])('is not printed by %s', (_name, printed) => {
    expect(printed).not.toContain('very-secret');
  });

  it('comes out when it is asked for', () => {
    expect(secret.reveal()).toBe('glpat-very-secret');
  });
});
