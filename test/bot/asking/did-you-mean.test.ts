import { describe, expect, it } from 'vitest';
import { registry } from '../../../src/agents/registry.ts';
import { didYouMean } from '../../../src/bot/asking/did-you-mean.ts';
import { type Command, readCommand } from '../../../src/core/index.ts';
import { audienceAt, chats, offersIn } from './facts.ts';

function unclear(text: string): Extract<Command, { kind: 'unclear' }> {
  const command = readCommand(registry, text);
  if (command.kind !== 'unclear') throw new Error(`“${text}” is understood`);
  return command;
}

describe.each(chats)('words that are not understood, in %s', (_name, door, before) => {
  it('that are misspelt are shown as they were meant, with a form that holds all that was typed', () => {
    const say = didYouMean(audienceAt(door), unclear('coding replce-text find=tea replace=coffee'));
    expect(say.reply.markdown).toBe(
      `I did not understand \`coding replce-text find=tea replace=coffee\`. Did you mean \`${before}coding replace-text find=tea replace=coffee\`?`,
    );
    expect(say.offers).toMatchObject([
      { kind: 'form', capability: { name: 'coding.replace-text' }, args: { find: 'tea', replace: 'coffee' } },
      { kind: 'help' },
    ]);
  });

  it('offer no form that would cut what was typed', () => {
    const small = audienceAt({ ...door, fieldMax: 5 });
    expect(offersIn(didYouMean(small, unclear('coding replce-text find=coffee')))).toEqual(['Show everything']);
  });

  it('get the nearest that the person may use, and the help', () => {
    const offers = offersIn(didYouMean(audienceAt(door), unclear('replace some text please')));
    expect(offers).toHaveLength(4);
    expect([offers[0], offers[3]]).toEqual(['Replace a text', 'Show everything']);
  });

  it('never get what the role does not allow', () => {
    const offers = offersIn(didYouMean(audienceAt(door, { roles: ['viewer'] }), unclear('replace some text please')));
    expect(offers).not.toContain('Replace a text');
    expect(offers.at(-1)).toBe('Show everything');
  });
});
