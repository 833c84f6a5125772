import { describe, expect, it } from 'vitest';
import { readAbsences } from '../../../../src/agents/planning/goal/absences.ts';

describe('absences that a goal tells of', () => {
  it.each<[string, string[], string]>([
    [
      'migrate Postgres by March 15; team is Jonas and Amina; Amina is on holiday 1-12 December',
      ['Amina is on holiday 1-12 December'],
      'migrate Postgres by March 15; team is Jonas and Amina',
    ],
    ['Build a shed by May 1. Jonas works only 50%.', ['Jonas works only 50%'], 'Build a shed by May 1.'],
    ['launch the shop, but Ana is away in week 3', ['Ana is away in week 3'], 'launch the shop'],
    [
      'Website bis Mai; Ana Ruiz ist im Urlaub vom 3. bis 9. April',
      ['Ana Ruiz ist im Urlaub vom 3. bis 9. April'],
      'Website bis Mai',
    ],
    ['Ben arbeitet in Teilzeit', ['Ben arbeitet in Teilzeit'], ''],
    ['Ana designs the away kit, then Ben prints it', [], 'Ana designs the away kit, then Ben prints it'],
    ['turn the server off on Friday', [], 'turn the server off on Friday'],
  ])('%j', (goal, words, rest) => {
    const read = readAbsences(goal);
    expect(read.notUsed.map((each) => each.words)).toEqual(words);
    expect(read.rest.replace(/[\s;,.]+$/, '').replace(/,? but$/, '')).toBe(rest.replace(/[.]$/, ''));
  });
});
