import { describe, expect, it } from 'vitest';
import { registry } from '../../../src/agents/registry.ts';
import { askForMissing, askToCorrect, isCorrectable, tooLongForForm } from '../../../src/bot/asking/ask-back.ts';
import { AppError, type Capability, missingFields } from '../../../src/core/index.ts';
import { chats, offersIn, principalWith } from './facts.ts';

function replaceText(): Capability {
  const found = registry.find('coding.replace-text');
  if (!found) throw new Error('coding.replace-text is gone');
  return found;
}
const incomplete = (door: (typeof chats)[number][1], args: Record<string, string>, rest = '') => {
  const capability = replaceText();
  const missing = missingFields(capability, { project: 'nova/ship', ...args });
  return { capability, args, rest, missing, principal: principalWith(['manager'], door), isOpen: false };
};

describe.each(chats)('what is missing, in %s', (_name, door) => {
  it('is named, with a form that holds what was typed', () => {
    const say = askForMissing(incomplete(door, { find: 'tea' }), door);
    expect(say.reply).toEqual({ tone: 'question', markdown: '**Replace a text** still needs `replace`.' });
    expect(say.offers).toMatchObject([{ kind: 'form', label: 'Fill in a form', args: { find: 'tea' } }]);
  });

  it('is named with the words that belong nowhere', () => {
    const { markdown } = askForMissing(incomplete(door, { find: 'tea' }, 'and `so` on'), door).reply;
    expect(markdown).toContain('I did not know where to put ``and `so` on``.');
  });

  it.each([
    ['as long as a form holds', 0, []],
    ['longer', 1, ['find']],
  ])('is asked for by a form where what was typed is %s', (_what, more, long) => {
    const args = { find: 'x'.repeat(door.fieldMax + more) };
    expect(tooLongForForm(args, door)).toEqual(long);
    const say = askForMissing(incomplete(door, args), door);
    expect(offersIn(say)).toEqual(long.length > 0 ? [] : ['Fill in a form']);
    expect(say.reply.markdown.includes('too long for a form')).toBe(long.length > 0);
  });
});

describe.each(chats)('what is wrong, in %s', (_name, door) => {
  const asked = { capability: replaceText(), args: { find: '' } };
  it.each<[string, AppError, boolean, string]>([
    [
      'with a value',
      new AppError('input.invalid', 'Please check.', { fields: { find: 'is *empty*' } }),
      true,
      '- `find`: is \\*empty\\*',
    ],
    [
      'with words that name several',
      new AppError('input.invalid', 'That is *one* at a time. Say “risk 3 …”.', { fields: { number: 'is one risk' } }),
      true,
      'That is \\*one\\* at a time. Say “risk 3 …”.\n\n- `number`: is one risk',
    ],
    [
      'with what its message says already',
      new AppError('input.invalid', 'The post is empty.', { fields: { text: 'The post is empty.' } }),
      true,
      'The post is empty.',
    ],
    [
      'with two fields, and nothing else',
      new AppError('input.invalid', 'Please check a: is empty; b: is 3.', { fields: { a: 'is empty', b: 'is 3' } }),
      true,
      'Please check what you gave for **Replace a text**:\n\n- `a`: is empty\n- `b`: is 3',
    ],
    ['with no field in particular', new AppError('input.invalid', 'Not so.'), true, 'Not so.'],
    [
      'with a project',
      new AppError('project.unknown', 'There is none.', { fields: { project: 'is not yours' } }),
      true,
      'There is none.',
    ],
    ['with the right to it', new AppError('permission.denied', 'Not you.'), false, 'Not you.'],
  ])('%s is told', (_what, error, canBeCorrected, words) => {
    expect(isCorrectable(error)).toBe(canBeCorrected);
    const say = askToCorrect(error, asked, door);
    expect(say.reply.markdown).toContain(words);
    expect(say.reply.markdown.split(error.message).length).toBeLessThanOrEqual(2);
    expect(offersIn(say)).toEqual(['Fill in a form']);
  });
});
