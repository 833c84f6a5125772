import { describe, expect, it } from 'vitest';
import { registry } from '../../../src/agents/index.ts';
import { checkWords } from '../../../src/agents/risk/asked-back.ts';
import { readCommand, readInput } from '../../../src/core/index.ts';

/** What the words would be assessed as; undefined when another capability is meant. */
function worryIn(text: string): string | undefined {
  const command = readCommand(registry, `risk ${text}`);
  if (command.kind !== 'call' || command.capability.name !== 'risk.assess-project') return undefined;
  return String(readInput(command).raw.words ?? '');
}

describe('words that are no worry', () => {
  it.each<[string, RegExp]>([
    ['close all', /an order.*risk register/],
    ['close everything', /an order/],
    ['close all the risks of plan 2', /an order/],
    ['everything is fine', /nothing to worry about, so nothing was changed/],
    ['nothing worries me', /nothing to worry about/],
    ['there are no risks', /nothing to worry about/],
    ['There are no more risks at all.', /nothing to worry about/],
    ['we have no risks', /nothing to worry about/],
    ['no risks', /nothing to worry about/],
    ['no worries', /nothing to worry about/],
    ['all good', /nothing to worry about/],
    ['all is well!', /nothing to worry about/],
    ['I am not worried', /nothing to worry about/],
    ['hello', /names no worry/],
    ['Good morning', /names no worry/],
    ['thanks!', /names no worry/],
    ['test', /names no worry/],
    ['hallo', /names no worry/],
  ])('“%s” is asked back', (text, message) => {
    const worry = worryIn(text);
    expect(worry).toBeDefined();
    expect(() => checkWords(worry ?? '')).toThrow(message);
  });

  it.each([
    'nothing is tested on real devices',
    'there are no backups',
    'there is no risk budget',
    'there are no risks that anybody looked at, so we may be surprised',
    'no risk owner is named and things may slip',
    'everything is late',
    'everything is fine until the supplier fails',
    'closing all shops may cost customers',
    'hello world fails in production',
    'all good people may leave',
  ])('“%s” is a worry', (text) => {
    expect(() => checkWords(worryIn(text) ?? 'show it')).not.toThrow();
  });
});
