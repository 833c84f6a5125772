import { describe, expect, it } from 'vitest';
import { firstTasks } from '../../../sandbox/slack/page/first-tasks.js';
import { registry } from '../../../src/agents/index.ts';
import { missingFields, readCommand, readInput, readSeveral } from '../../../src/core/index.ts';

describe('the first tasks of the chat page', () => {
  it.each(firstTasks.map(({ agent, words }) => [words, agent]))('“%s” is all that %s needs', (words, agent) => {
    expect(readSeveral(registry, words)).toBeUndefined();
    const command = readCommand(registry, words);
    if (command.kind !== 'call') throw new Error(`read as ${command.kind}`);
    const { raw, unread } = readInput(command);
    const missing = missingFields(command.capability, { project: 'platform/api', ...raw }).map(({ name }) => name);
    expect({ agent: command.capability.name.split('.')[0], missing, unread }).toEqual({
      agent,
      missing: [],
      unread: '',
    });
  });

  it('are one for each agent that works for people', () => {
    // Documents begin with a file, and not with words.
    const told = new Set(firstTasks.map(({ agent }) => agent));
    const working = registry.agents
      .map(({ name }) => name)
      .filter((name) => !['identity', 'orchestrator', 'audit', 'documents'].includes(name));
    expect([...told].sort()).toEqual(working.sort());
  });
});
