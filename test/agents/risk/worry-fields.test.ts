import { describe, expect, it } from 'vitest';
import { checkWords } from '../../../src/agents/risk/asked-back.ts';
import { risksInWords } from '../../../src/agents/risk/worries.ts';

const now = new Date('2026-11-20T10:00:00Z');
const said = (words: string) => risksInWords(words, { asker: 'Maria Lindqvist', now }, undefined);

describe('what is said with a worry', () => {
  it.each<[string, object]>([
    [
      'supplier may be late 30% likely, mitigation: find a second supplier, due 15 December, owner Jonas',
      {
        title: 'Supplier may be late',
        probability: 3,
        mitigation: 'find a second supplier',
        due: '2026-12-15',
        owner: 'Jonas',
      },
    ],
    ["There's a 70% chance that Ben quits", { title: 'Ben quits', probability: 4 }],
    ['the budget might run out with high impact', { title: 'The budget might run out', impact: 4 }],
    [
      'Server could crash (probability high, impact very high, owner Jonas, residual 4)',
      { title: 'Server could crash', probability: 4, impact: 5, owner: 'Jonas', residual: 4 },
    ],
    [
      'the customer may cancel. Mitigation: sign early. Owner: me',
      { title: 'The customer may cancel', mitigation: 'sign early', owner: 'Maria Lindqvist' },
    ],
    ['we lose the data; likelihood low; impact 5', { title: 'We lose the data', probability: 2, impact: 5 }],
    ['the roof may leak, strategy transfer, watch for rain', { response: 'transfer', trigger: 'rain' }],
    ['the roof may leak, probability 95 %', { title: 'The roof may leak', probability: 5 }],
    ['the impact of the storm may be big', { title: 'The impact of the storm may be big', impact: 3 }],
    ['the site may be late, due to rain', { title: 'The site may be late, due to rain' }],
    ['the owner of the land may say no', { title: 'The owner of the land may say no', owner: '' }],
    ['costs may rise by 30%', { title: 'Costs may rise by 30%', probability: 3 }],
  ])('is read from “%s”', (words, fields) => {
    const risks = said(words);
    expect(risks).toMatchObject([fields]);
  });

  it('takes off the joint of a sentence', () => {
    expect(said('Ben quits; and the budget may run out').map(({ title }) => title)).toEqual([
      'Ben quits',
      'The budget may run out',
    ]);
  });

  it.each<[string, RegExp]>([
    ['the roof may leak, probability 9', /probability.*from 1 .* to 5/],
    ['the roof may leak, probability: 130%', /probability.*from 1 .* to 5/],
    ['the roof may leak, due 2026-02-01', /1 Feb 2026 is over/],
    ['the roof may leak, residual 40', /residual.*from 1 to 25/],
  ])('is refused where it does not fit: “%s”', (words, message) => {
    expect(() => said(words)).toThrow(message);
  });
});

describe('words that name no worry', () => {
  it.each([
    'who owns risk 3?',
    'what are the top 3 risks?',
    'how bad is it',
    'assign risk 4 to Jonas',
    'lower the probability of risk 2 to 2',
    'export the register as csv',
    'show me a heat map',
    'history of risk 1',
    '3, 4 and 5 are closed',
    'close 6 and 7',
    'close risk 6, 7',
  ])('are asked back: “%s”', (words) => {
    expect(() => checkWords(words)).toThrow(/so nothing was changed|Say it so/);
  });

  it.each([
    'what if the crane breaks?',
    'how to hire testers is unclear',
    'who decides is unknown',
    'show stoppers may come from legal',
    'export to China may be forbidden',
    'set-up may take long',
    'the supplier may be late?',
    'risk 4 may hit us again',
    'close-down of the plant may come early',
    'compare prices late may cost us',
  ])('are no such words: “%s”', (words) => {
    expect(() => checkWords(words)).not.toThrow();
  });
});
