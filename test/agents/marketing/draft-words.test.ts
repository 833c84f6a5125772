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
    ['draft "We ship; come and see" please', 'We ship; come and see', undefined],
    ['"We ship; come and see", please', 'We ship; come and see', undefined],
    ['please draft: “We ship”', 'We ship', undefined],
    ['a post saying "We ship" thanks', 'a post saying "We ship" thanks', undefined],
    ['write a tweet saying "We ship on Friday"', 'We ship on Friday', undefined],
    ['draft We ship on Friday, please', 'We ship on Friday', undefined],
    ['draft: we ship', 'we ship', undefined],
    ['draft beer is back', 'draft beer is back', undefined],
    ['', '', undefined],
    ['draft robots', 'robots', undefined],
    ['tweet "We ship on Friday"', 'We ship on Friday', undefined],
    ['draft 3 variants about our robot R2', 'about our robot R2', undefined],
    ['please write two options for a post about our robot', 'about our robot', undefined],
    ['give me three tweets on our robot', 'about our robot', undefined],
    ['schreibe einen Beitrag über unsere Messe', 'unsere Messe', undefined],
    ['Bitte erstelle uns zwei Tweets zu unserer neuen Halle', 'unserer neuen Halle', undefined],
    ['schreibe einen Beitrag: Wir sind da', 'Wir sind da', undefined],
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
    ['a tweet about our award, friendly', 'a tweet about our award', 'friendly'],
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
    ['edit', /Drafts are not kept/],
    ['edit our post', /Drafts are not kept/],
    ['rewrite the post to say Friday', /Drafts are not kept/],
    ['please update post 3', /what is out is not changed/],
    ['how many followers do we have?', /not known here/],
  ])('ask for something else: “%s”', (words, message) => {
    expect(() => briefOfWords(words)).toThrow(message);
    expect(briefOfWords(`“${words}”`)).toEqual({ brief: words });
  });

  it.each<[string, object]>([
    [
      'write a tweet about our award for customers, formal',
      { brief: 'about our award', audience: 'customers', tone: 'formal' },
    ],
    ['a tweet about our award for our partners', { brief: 'a tweet about our award', audience: 'our partners' }],
    [
      'draft 3 variants about our robot R2 with link https://example.com/r2 and hashtags #amr #r2',
      { brief: 'about our robot R2', link: 'https://example.com/r2', hashtags: ['#amr', '#r2'] },
    ],
    ['a post about our robot with hashtag amr', { brief: 'a post about our robot', hashtags: ['amr'] }],
    ['our robots carry boxes, friendly', { brief: 'our robots carry boxes, friendly' }],
    ['we built a robot for customers', { brief: 'we built a robot for customers' }],
    [
      'about our new room with link cables for customers of ours',
      { brief: 'about our new room with link cables for customers of ours' },
    ],
  ])('say more than the brief: “%s”', (words, read) => {
    expect(briefOfWords(words)).toEqual(read);
  });

  it.each<[string, RegExp]>([
    ['list', /Drafts are not kept, and posts are not listed here/],
    ['show scheduled posts', /posts are not listed here/],
    ['show drafts', /posts are not listed here/],
    ['list my posts', /posts are not listed here/],
    ['what is scheduled?', /posts are not listed here/],
    ['which posts are waiting?', /posts are not listed here/],
    ['help', /names no news/],
    ['hello', /names no news/],
    ['draft hello', /names no news/],
  ])('look for something: “%s”', (words, message) => {
    expect(() => briefOfWords(words)).toThrow(message);
  });

  it.each([
    'we make it easier to count',
    'list prices fall by 10 %',
    'show your colours on Friday',
    'hello from our new office',
    'tweet storms are over',
    'our thread count is high',
    'a happy customer is our best ad',
    'answer 3 questions and win',
    'how robots count a warehouse',
    'change our post office hours',
    'update: we ship on Friday',
    'threads of gold: our new fabric',
    'our friendly team is here',
  ])('are a brief: “%s”', (words) => {
    expect(briefOfWords(words)).toEqual({ brief: words });
  });
});
