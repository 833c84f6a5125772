import { describe, expect, it } from 'vitest';
import { briefOfWords } from '../../../src/agents/marketing/draft-words.ts';

describe('words for a draft', () => {
  it.each<[string, string, string | undefined]>([
    ['about our launch on X tomorrow at 9', 'about our launch', 'tomorrow at 9'],
    ['about our launch tomorrow at 9:00 Europe/Berlin', 'about our launch', 'tomorrow at 9:00 Europe/Berlin'],
    ['tomorrow at 9 about our launch', 'about our launch', 'tomorrow at 9'],
    ['tomorrow 9am: Our shop is open.', 'Our shop is open.', 'tomorrow 9am'],
    ['on X about our launch', 'about our launch', undefined],
    ['about our launch on X', 'about our launch', undefined],
    ['our shop is open on X on Friday', 'our shop is open', 'on Friday'],
    ['about our launch on Friday', 'about our launch on Friday', undefined],
    ['we open tomorrow at 9', 'we open tomorrow at 9', undefined],
    ['tomorrow at 9 we open our shop', 'tomorrow at 9 we open our shop', undefined],
    ['about our new account on X', 'about our new account on X', undefined],
    ['we are now on X', 'we are now on X', undefined],
    ['“our launch on X tomorrow at 9”', 'our launch on X tomorrow at 9', undefined],
    ['unsere Messe auf X', 'unsere Messe auf X', undefined],
    ['', '', undefined],
  ])('“%s” is the brief “%s”, to go out at %s', (words, brief, at) => {
    expect(briefOfWords(words)).toEqual({ brief, ...(at === undefined ? {} : { at }) });
  });

  it('are read in a short time however long they are', () => {
    expect(briefOfWords('on X '.repeat(5_000)).brief.length).toBeLessThan(30_000);
  });

  it.each<[string, string, string]>([
    ['a friendly tweet about our new robot', 'a tweet about our new robot', 'friendly'],
    ['a tweet about our new robot in a formal tone', 'a tweet about our new robot', 'formal'],
    ['a professional post about our robot. Keep it friendly.', 'a post about our robot', 'friendly'],
    ['something bold about our robot', 'something about our robot', 'bold'],
  ])('“%s” is the brief “%s” in the tone %s', (words, brief, tone) => {
    expect(briefOfWords(words)).toEqual({ brief, tone });
  });

  it.each<[string, RegExp]>([
    ['funny tweet about our new robot', /cannot be made “funny”.*neutral, friendly, bold, formal/],
    ['a thread about our roadmap', /Threads are not possible/],
    ['poll: tea or coffee?', /Polls are not possible/],
    ['with image of the robot: we are live', /Pictures and videos are not possible/],
    ['reply to @acme: thanks!', /Answers and reposts are not possible/],
    ['to LinkedIn about our launch', /Posts go to X only/],
    ['make it shorter', /Drafts are not kept/],
    ['translate it to German', /Drafts are not kept/],
    ['edit the last post', /Drafts are not kept/],
    ['how many followers do we have?', /not known here/],
  ])('ask for something else: “%s”', (words, message) => {
    expect(() => briefOfWords(words)).toThrow(message);
    expect(briefOfWords(`“${words}”`)).toEqual({ brief: words });
  });

  it.each([
    'we make it easier to count',
    'our thread count is high',
    'a happy customer is our best ad',
    'answer 3 questions and win',
    'how robots count a warehouse',
    'threads of gold: our new fabric',
    'our friendly team is here',
  ])('are a brief: “%s”', (words) => {
    expect(briefOfWords(words)).toEqual({ brief: words });
  });
});
