import { describe, expect, it } from 'vitest';
import { postOfWords } from '../../../src/agents/marketing/publish-words.ts';
import { postFromWords } from '../../../src/agents/marketing/schedule-words.ts';

describe('a post in quotes', () => {
  it.each<[string, string, string | undefined]>([
    ['"quiet one" no announcement', 'quiet one', 'none'],
    ['"quiet one", without an announcement please', 'quiet one', 'none'],
    ['"quiet one" and do not announce it', 'quiet one', 'none'],
    ['"quiet one" silently', 'quiet one', 'none'],
    ['"Hi" in #leadership', 'Hi', '#leadership'],
    ['“Hi” to <#C0123456|leadership>', 'Hi', '<#C0123456|leadership>'],
    ['"Hi there 2" in #nosuch', 'Hi there 2', '#nosuch'],
    ['"Hi" and tell #general, thanks', 'Hi', '#general'],
    ['"Hi" announce it in the channel #general.', 'Hi', '#general'],
    ['"Hi" on X now', 'Hi', undefined],
    ['"Say “no announcement” twice"', 'Say “no announcement” twice', undefined],
    ['this: "Hi" in #general', 'Hi', '#general'],
    ['Hi in #leadership', 'Hi in #leadership', undefined],
    ['We call it “quiet” here', 'We call it “quiet” here', undefined],
  ])('%s', (words, text, channel) => {
    expect(postOfWords(words)).toEqual({ text, ...(channel === undefined ? {} : { channel }) });
  });

  it.each(['"Slow" is the new fast', '"Hi" in #leadership and #general', '"Hi" and "Ho"', '"Hi" for the board'])(
    'is not published with words behind it that cannot be read: %s',
    (words) => {
      expect(() => postOfWords(words)).toThrow(/Behind the text in quotes stands “.+”.*nothing was begun/s);
    },
  );

  it('says how to schedule it when a time stands behind it', () => {
    expect(() => postOfWords('"Hi" tomorrow at 9:00')).toThrow(/post schedule tomorrow at 9:00: “Hi”/);
  });

  it.each<[string, Record<string, string>]>([
    ['"Quoted first" tomorrow 9:00 Europe/Berlin', { text: 'Quoted first', at: 'tomorrow 9:00 Europe/Berlin' }],
    ['"Soon to come" in 2 minutes', { text: 'Soon to come', at: 'in 2 minutes' }],
    ['“Soon” on Friday at 9:00, no announcement', { text: 'Soon', at: 'Friday at 9:00', channel: 'none' }],
    ['"Soon" in #general tomorrow at 9:00', { text: 'Soon', at: 'tomorrow at 9:00', channel: '#general' }],
    ['"Soon" for tomorrow 9:00 in New York', { text: 'Soon', at: 'tomorrow 9:00 in New York' }],
    ['"Soon"', { text: 'Soon' }],
    ['next friday at noon tokyo time "Hello Tokyo"', { text: 'Hello Tokyo', at: 'next friday at noon tokyo' }],
    ['tomorrow 9:00 Berlin time: Hello', { text: 'Hello', at: 'tomorrow 9:00 Berlin' }],
    ['tomorrow 9:00: "Hello" in #leadership', { text: 'Hello', at: 'tomorrow 9:00', channel: '#leadership' }],
    ['tomorrow 9:00 time flies', { text: 'time flies', at: 'tomorrow 9:00' }],
  ])('is scheduled: %s', (words, raw) => {
    expect(postFromWords(words)).toEqual(raw);
  });

  it('is not scheduled with words behind it that cannot be read', () => {
    expect(() => postFromWords('"Hi" when we are done')).toThrow(/Behind the text in quotes stands “when we are done”/);
  });
});
