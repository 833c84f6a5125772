import { describe, expect, it } from 'vitest';
import { meantOtherwise } from '../../../../src/agents/planning/draft/other-wishes.ts';

describe('words that ask for another thing than a plan', () => {
  it.each([
    'delete everything',
    'copy plan 2',
    'verschiebe Plan 2 um eine Woche',
    'show the gantt of the conference',
    'what is the critical path of plan 9',
    'what’s late',
    'make the issues of the konferenz plan',
    'move it',
    'borra el plan 3',
    'status',
    'plan 3',
    'print the schedule',
  ])('%j', (words) => {
    expect(meantOtherwise(words)).toMatch(/Say “(plan|undo)/);
  });

  it.each([
    'move the office to Hamburg by May 1',
    'delete the old customer data by June',
    'launch the new website',
    'copy the archive to the new data centre, 3 weeks',
    'show the prototype at the fair on May 3',
    'make the website accessible',
    'share the costs with Acme; sign the contract',
    'Wie wir im Mai umziehen',
    'planning workshop on Friday',
    'update the price list by Monday',
  ])('%j is a goal', (words) => {
    expect(meantOtherwise(words)).toBeUndefined();
  });
});
