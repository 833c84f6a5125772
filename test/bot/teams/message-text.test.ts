import { describe, expect, it } from 'vitest';
import { typedText } from '../../../src/bot/teams/message-text.ts';

const own = { text: '<at>Adjutant</at>', isOwn: true };
const maria = { text: '<at>Maria L</at>', isOwn: false };

describe('what was typed', () => {
  it.each([
    ['without the mention of the bot', '<at>Adjutant</at> help', [own], undefined, 'help'],
    [
      'with the names of others',
      'give <at>Maria L</at> a task <at>Adjutant</at>',
      [own, maria],
      undefined,
      'give @Maria L a task',
    ],
    ['with what only looks like a mention', 'find="<at>x</at>" $&', [own], undefined, 'find="<at>x</at>" $&'],
    ['with line breaks and plain spaces', 'a\r\nb\u00A0c', [], undefined, 'a\nb c'],
    ['decoded where the client encoded it', 'a &lt;b&gt; &amp; c', [], '<div>a &lt;b&gt; &amp; c</div>', 'a <b> & c'],
    ['as it is where the person wrote it so', 'a &lt;b&gt;', [], '<div>a &amp;lt;b&amp;gt;</div>', 'a &lt;b&gt;'],
    ['as it is where nothing tells', 'a &lt;b&gt;', [], undefined, 'a &lt;b&gt;'],
  ])('is read %s', (_what, wire, mentions, html, typed) => {
    expect(typedText(wire, { mentions, html })).toBe(typed);
  });
});
