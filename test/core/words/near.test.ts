import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corrected, readCommand } from '../../../src/core/index.ts';
import { registry } from '../registry.ts';

describe('what was probably meant', () => {
  it.each<[string, string | undefined]>([
    ['plna launch the shop', 'plan launch the shop'],
    ['PLNA launch\nthe shop', 'plan launch\nthe shop'],
    ['planing show-plan', 'planning show-plan'],
    ['identiy who-am-i', 'identity who-am-i'],
    ['plan shwo-plan weeks=3', 'plan show-plan weeks=3'],
    ['plna shwo-plan', 'plan show-plan'],
    ['planning opn-issue; then identity who-am-i', 'planning open-issue; then identity who-am-i'],
    ['halp', 'help'],
    ['hlep plan', 'help plan'],
    ['plan launch the shop', undefined],
    ['plan show-plan', undefined],
    ['plan show-plan; then more', undefined],
    ['plan follow-up meetings', undefined],
    ['pl', undefined],
    ['explain it', undefined],
    ['', undefined],
    ['计划 启动', undefined],
  ])('by %j is %j', (text, meant) => {
    expect(corrected(registry, text)).toBe(meant);
  });

  it('is understood at once, and never meant to be something else again', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('plan', 'planning', 'identity'),
        fc.nat(7),
        fc.constantFrom('', 'x', 'e'),
        (name, at, letter) => {
          const typed = `${name.slice(0, at)}${letter}${name.slice(at + 1)}`;
          const meant = corrected(registry, `${typed} show-plan`);
          if (meant === undefined) return;
          expect(corrected(registry, meant)).toBeUndefined();
          expect(readCommand(registry, `${typed} show-plan`)).toMatchObject({ kind: 'unclear', meant });
        },
      ),
    );
  });
});

describe('what is said to nobody', () => {
  it.each(['hello', 'Hi!', 'good morning, Adjutant', 'What can you do?', 'thanks', '你好', 'مرحبا', 'start'])(
    '%j is answered with a start',
    (text) => {
      expect(readCommand(registry, text)).toEqual({ kind: 'help', about: 'start' });
    },
  );

  it.each(['undo', 'Undo that', 'revert the last one', 'take it back'])('%j asks what to undo', (text) => {
    expect(readCommand(registry, text)).toEqual({ kind: 'undo' });
  });

  it.each(['hello-world', 'hitherto nothing', 'undone things', `hello ${'x'.repeat(100)}`, 'history'])(
    '%j is none of this',
    (text) => {
      expect(readCommand(registry, text).kind).toBe('unclear');
    },
  );
});
