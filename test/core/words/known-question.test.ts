import { describe, expect, it } from 'vitest';
import { registry } from '../../../src/agents/index.ts';
import { readCommand, readInput } from '../../../src/core/index.ts';

describe('a question to nobody', () => {
  it.each<[string, string, object]>([
    ['who am I?', 'identity.who-am-i', {}],
    ['what became of run 1022?', 'orchestrator.show-run', { number: 1022 }],
    ['show run 3', 'orchestrator.show-run', { number: 3 }],
    ['Which plans do we have', 'planning.list-plans', {}],
    ['could you please show me the plan?', 'planning.show-plan', {}],
    ["what's the plan?", 'planning.show-plan', {}],
    ['show plan 3 please', 'planning.show-plan', { plan: 3 }],
    ['which digests are scheduled?', 'communications.list-schedules', {}],
    ['show the audit trail', 'audit.show-trail', {}],
    ['what are the risks of plan 1?', 'risk.assess-project', { plan: 1 }],
    ['what are our risks?', 'risk.assess-project', {}],
    ['which risks do we have?', 'risk.show-register', {}],
    ['which risks are there in plan 2?', 'risk.show-register', { plan: 2 }],
    ['show the risk register', 'risk.show-register', {}],
  ])('%j is answered by %s', (text, name, raw) => {
    const command = readCommand(registry, text);
    expect(command.kind === 'call' && [command.capability.name, readInput(command).raw]).toEqual([name, raw]);
  });

  it.each([
    'show',
    'show me',
    'list all',
    'show me all of it',
    'show the world our robots',
    'what is the weather?',
    'who is Dana?',
    'create the issues',
    'delete plan 3',
    `who am I${'?'.repeat(500)}`,
  ])('%j is nobody’s', (text) => {
    expect(readCommand(registry, text).kind).not.toBe('call');
  });
});
