import { describe, expect, it } from 'vitest';
import { registry } from '../../../src/agents/index.ts';
import { readCommand, readRequest } from '../../../src/core/index.ts';

describe('words that take something away', () => {
  it.each([
    ['lead delete dana@acme.example', 'sales', 'delete'],
    ['lead please delete Dana', 'sales', 'delete'],
    ['lead can you remove Dana Ortiz', 'sales', 'remove'],
    ['lead cancel the follow-up with Dana', 'sales', 'cancel'],
    ['lead forget Dana', 'sales', 'forget'],
    ['lead please forget dana smith.', 'sales', 'forget'],
    ['lead forget about Dana', 'sales', 'forget'],
    ['lead drop Dana Smith', 'sales', 'drop'],
    ['digest cancel Monday', 'communications', 'cancel'],
    ['post delete the last post', 'marketing', 'delete'],
    ['post take it down', 'marketing', 'take'],
    ['post undo', 'marketing', 'undo'],
    ['post withdraw my post', 'marketing', 'withdraw'],
    ['risk remove 3', 'risk', 'remove'],
    ['risk cancel risk #3', 'risk', 'cancel'],
    ['digest undo', 'communications', 'undo'],
    ['digest stop the Monday digest', 'communications', 'stop'],
    ['audit delete everything', 'audit', 'delete'],
    ['code undo', 'coding', 'undo'],
    ['code revert the last merge request', 'coding', 'revert'],
    ['identity delete me', 'identity', 'delete'],
  ])('%j is nothing that an agent can do', (text, name, verb) => {
    expect(readCommand(registry, text)).toMatchObject({ kind: 'undo', agent: { name }, verb });
    expect(() => readRequest(registry, text, { projects: [] })).toThrow(
      /cannot \w+ anything of \w+.* by such words, so nothing was done/,
    );
  });

  it.each([
    ['digest delete 3', 'communications.delete-schedule'],
    ['digest delete', 'communications.delete-schedule'],
    ['digest remove schedule 3', 'communications.delete-schedule'],
    ['plan delete plan 3', 'planning.delete-plan'],
    ['plan delete the old server by Friday', 'planning.make-plan'],
    ['post Drop by our booth at the fair on Monday', 'marketing.draft-post'],
    ['post Remove the clutter from your day with our new robot, which sorts it all', 'marketing.draft-post'],
    ['post "delete the last post"', 'marketing.draft-post'],
    ['post text="delete it"', 'marketing.draft-post'],
    ['risk drop in demand may hurt us', 'risk.assess-project'],
    ['post Forget Monday', 'marketing.draft-post'],
    ['lead drop shipping inc, Ana', 'sales.capture-lead'],
    ['lead Forget Ltd, Ana, ana@forget.example', 'sales.capture-lead'],
    ['lead forget the fair, Dana of Acme wants 3 robots', 'sales.capture-lead'],
    ['lead Dana Ortiz of Acme, delete her old number', 'sales.capture-lead'],
    ['audit who undid the post of Tuesday?', 'audit.show-trail'],
  ])('%j is something that an agent does: %s', (text, name) => {
    const command = readCommand(registry, text);
    expect(command.kind === 'call' && command.capability.name).toBe(name);
  });

  it.each(['undo', 'delete it', 'delete the last post', 'could you undo that', 'remove everything'])(
    '%j asks what to undo',
    (text) => {
      expect(readCommand(registry, text)).toEqual({ kind: 'undo' });
    },
  );
});
