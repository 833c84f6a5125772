import { describe, expect, it } from 'vitest';
import { registry } from '../../../src/agents/index.ts';
import { readCommand, readInput } from '../../../src/core/index.ts';

function readAs(text: string): unknown {
  const command = readCommand(registry, text);
  return command.kind === 'call' ? [command.capability.name, readInput(command).raw] : command.kind;
}

describe('what is said to the risk agent', () => {
  it.each<[string, string, object]>([
    ['risk risk 3 is closed', 'update-risk', { number: 3, state: 'closed' }],
    ['risk 3 happened', 'update-risk', { number: 3, state: 'happened' }],
    ['risk update 3 impact 5', 'update-risk', { number: 3, impact: 5 }],
    ['risk #3 owner nobody', 'update-risk', { number: 3, owner: 'nobody' }],
    ['risk set risk 3 due next Friday', 'update-risk', { number: 3, due: 'next Friday' }],
    ['risk 2 suppliers are over budget', 'update-risk', { number: 2 }],
    ['risk register', 'show-register', {}],
    ['risk show', 'show-register', {}],
    ['risk the register of plan 2', 'show-register', { plan: 2 }],
    ['risk show risks', 'show-register', {}],
    ['risk show all risks', 'show-register', { state: 'all' }],
    ['risk list the closed risks of plan 2', 'show-register', { state: 'closed', plan: 2 }],
    ['risk show me all the mitigated risks', 'show-register', { state: 'mitigated' }],
    ['risk open risks', 'show-register', { state: 'open' }],
    ['risk which risks are overdue?', 'show-register', { state: 'overdue' }],
    ['risk assign risk 4 to Jonas', 'update-risk', { number: 4, owner: 'Jonas' }],
    ['risk lower the probability of risk 2 to 2', 'update-risk', { number: 2, probability: 2 }],
    ['risk mitigate risk 2 by hiring a tester', 'update-risk', { number: 2, mitigation: 'hiring a tester' }],
    ['risk 3', 'show-register', { number: 3 }],
    ['risk show risk 3', 'show-register', { number: 3 }],
    ['risk who owns risk 3?', 'show-register', { number: 3 }],
    ['risk what are the top 3 risks?', 'show-register', { top: 3 }],
    ['risk which risks does Jonas own?', 'show-register', { owner: 'Jonas' }],
    ['risk show my risks', 'show-register', { owner: 'me' }],
    ['risk show me a heat map', 'show-register', {}],
    ['risk risks about money', 'show-register', { about: 'money' }],
    ['risk show closed', 'show-register', { state: 'closed' }],
    ['risk show the closed ones', 'show-register', { state: 'closed' }],
    ['risk show overdue', 'show-register', { state: 'overdue' }],
    ['risk show overdue risks', 'show-register', { state: 'overdue' }],
    ['risk what is overdue?', 'show-register', { state: 'overdue' }],
    ['risk overdue', 'show-register', { state: 'overdue' }],
    ['risk show all', 'show-register', { state: 'all' }],
    ['risk show mine', 'show-register', { owner: 'mine' }],
    ['risk mine', 'show-register', { owner: 'mine' }],
    ['risk show my overdue ones', 'show-register', { owner: 'me', state: 'overdue' }],
    ['risk number 8 is not relevant any more', 'update-risk', { number: 8, state: 'closed' }],
    ['risk 8 is no longer relevant', 'update-risk', { number: 8, state: 'closed' }],
    ['risk number 8 is closed', 'update-risk', { number: 8, state: 'closed' }],
    ['risk risk 8 is obsolete because we moved', 'update-risk', { number: 8, state: 'closed', note: 'we moved' }],
    [
      'risk 4 mitigation: start earlier. Owner: Amina, due next Friday',
      'update-risk',
      { number: 4, mitigation: 'start earlier', owner: 'Amina', due: 'next Friday' },
    ],
    [
      'risk 4 mitigation start earlier; owner Amina Diallo; impact 3',
      'update-risk',
      { number: 4, mitigation: 'start earlier', owner: 'Amina Diallo', impact: 3 },
    ],
    [
      'risk 4 note: it moved. Impact on sales is small. Due to rain, too',
      'update-risk',
      { number: 4, note: 'it moved. Impact on sales is small. Due to rain, too' },
    ],
    ['risk 5 owner nobody and wahrscheinlichkeit hoch', 'update-risk', { number: 5, owner: 'nobody', probability: 4 }],
    ['risk assess plan 2', 'assess-project', { plan: 2 }],
    ['risk show stoppers may come from legal', 'assess-project', { words: 'show stoppers may come from legal' }],
    ['risk registering may take long', 'assess-project', { words: 'registering may take long' }],
    ['risk open source licences may change', 'assess-project', { words: 'open source licences may change' }],
    [
      'risk 2 mitigation hire one; 3 weeks of training',
      'update-risk',
      { number: 2, mitigation: 'hire one; 3 weeks of training' },
    ],
    ['risk close risk 4', 'assess-project', { words: 'close risk 4' }],
  ])('“%s” is %s', (text, name, raw) => {
    expect(readAs(text)).toEqual([`risk.${name}`, raw]);
  });

  it.each([
    ['risk 1 owner Ana; 3 is closed', 3],
    ['risk 5 owner Ana, 6 owner Ben', 6],
    ['risk 2 is open; 4 is closed', 4],
    ['risk 2 is open and risk 4 is closed', 4],
    ['risk 7 probability high\n8 impact 2', 8],
  ])('“%s” is not done in part', (text, other) => {
    expect(() => readAs(text)).toThrow(new RegExp(`risk ${other}, too.*one risk at a time`));
  });

  it('names what it cannot use, however long it is', () => {
    expect(() => readAs(`risk 3 owner ${', 3 '.repeat(50_000)}x`)).toThrow(
      /did not understand “3 3 .{0,300}nothing was/,
    );
  });

  it.each(['\n', ' ', '.', '; '])('reads what is made to take long: %j', (fill) => {
    const read = (): unknown => readAs(`risk 3 owner ${fill.repeat(50_000)}x`);
    expect(read()).toEqual(['risk.update-risk', expect.objectContaining({ number: 3 })]);
  });
});
