import { describe, expect, it } from 'vitest';
import { readDocument } from '../../../../src/agents/planning/draft/document.ts';

const read = (goal: string, tasks = '') => readDocument({ goal, tasks, team: [] });

describe('the text of a document as a goal', () => {
  it('is a list with its title', () => {
    expect(read('# Launch\n\n## Before\n\n- Design 3d\n- Build 5d after Design')).toEqual({
      goal: 'Launch',
      tasks: '## Before\n\n- Design 3d\n- Build 5d after Design',
      team: [],
      notUsed: [],
    });
  });

  it('is a table, and what stands beside it is told', () => {
    expect(
      read('# Packages\n\nAs agreed:\n\n| Task | Days |\n| --- | --- |\n| Design | 3 |\n\nGreetings, Ana'),
    ).toEqual({
      goal: 'Packages',
      tasks: '| Task | Days |\n| --- | --- |\n| Design | 3 |',
      team: [],
      notUsed: [{ words: 'As agreed: Greetings, Ana', why: 'it stands beside the table of tasks', instead: '' }],
    });
  });

  it.each(['Launch the website by March 31', 'We want a shop.\nIt should sell tea.\nPeople like tea.'])(
    'is a goal where it lists nothing: %j',
    (goal) => expect(read(goal)).toEqual({ goal, tasks: '', team: [], notUsed: [] }),
  );

  it('stays beside tasks that were given', () => {
    expect(read('# Launch\n\n- Design 3d\n- Build 5d', 'Test 1d')).toMatchObject({ tasks: 'Test 1d' });
  });
});
