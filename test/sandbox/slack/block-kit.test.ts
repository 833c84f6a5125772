import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { charactersOf, checkBlocks, type Surface } from '../../../sandbox/slack/block-kit.ts';
import { checkView } from '../../../sandbox/slack/view-kit.ts';
import { input, limits, long, mrkdwn, plain, times } from './block-kit-examples.ts';

describe('checkBlocks', () => {
  it.each(limits)('knows the limit of %s', (_name, sound, faulty, pointer) => {
    expect(checkBlocks(sound, 'message')).toEqual([]);
    expect(checkBlocks(faulty, 'message').map((fault) => fault.pointer)).toContain(pointer);
  });

  it.each<[string, Surface, boolean]>([
    ['markdown', 'message', true],
    ['markdown', 'modal', false],
    ['context_actions', 'home', false],
  ])('takes %s on a %s: %s', (type, surface, isTaken) => {
    const block =
      type === 'markdown'
        ? { type, text: 'x' }
        : { type, elements: [{ type: 'icon_button', icon: 'trash', text: plain('x') }] };
    expect(checkBlocks([block], surface).length === 0).toBe(isTaken);
  });

  it('counts characters as people do: an emoji is one', () => {
    expect(checkBlocks([{ type: 'header', text: plain('🚀'.repeat(150)) }], 'message')).toEqual([]);
  });

  it('sums the characters of a whole message', () => {
    expect(
      charactersOf([
        { type: 'section', text: mrkdwn('1234'), fields: [mrkdwn('56')] },
        { type: 'markdown', text: '789' },
      ]),
    ).toBe(9);
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(Array.isArray(checkBlocks(value, 'message'))).toBe(true);
        expect(Array.isArray(checkBlocks([value], 'modal'))).toBe(true);
        expect(Array.isArray(checkView(value))).toBe(true);
      }),
    );
  });

  it('finds every text that is too long, wherever it stands', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 49 }), fc.integer({ min: 1, max: 9000 }), (place, length) => {
        const blocks = times(50, (index) => ({ type: 'section', text: mrkdwn(index === place ? long(length) : 'x') }));
        const faults = checkBlocks(blocks, 'message');
        expect(faults.map(({ pointer }) => pointer)).toEqual(length > 3000 ? [`/blocks/${place}/text/text`] : []);
      }),
    );
  });
});

describe('checkView', () => {
  const view = { type: 'modal', title: plain('Title'), blocks: [{ type: 'divider' }] };
  it.each<[string, object, string | undefined]>([
    ['a small modal', {}, undefined],
    ['a long title', { title: plain(long(25)) }, '/view/title/text'],
    ['a long submit', { submit: plain(long(25)) }, '/view/submit/text'],
    ['a long close', { close: plain(long(25)) }, '/view/close/text'],
    ['much private_metadata', { private_metadata: long(3001) }, '/view/private_metadata'],
    ['a long callback_id', { callback_id: long(256) }, '/view/callback_id'],
    ['100 blocks', { blocks: times(100, () => ({ type: 'divider' })) }, undefined],
    ['101 blocks', { blocks: times(101, () => ({ type: 'divider' })) }, '/view/blocks'],
    ['an input without submit', { blocks: [input({ type: 'plain_text_input' })] }, '/view'],
    ['another type', { type: 'dialog' }, '/view/type'],
  ])('judges %s', (_name, change, pointer) => {
    const faults = checkView({ ...view, ...change }).map((fault) => fault.pointer);
    if (pointer === undefined) expect(faults).toEqual([]);
    else expect(faults).toContain(pointer);
  });
});
