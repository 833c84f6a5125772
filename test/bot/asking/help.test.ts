import { describe, expect, it } from 'vitest';
import { registry } from '../../../src/agents/registry.ts';
import { firstTasks } from '../../../src/bot/asking/first-steps.ts';
import { helpFor } from '../../../src/bot/asking/help.ts';
import { readCommand } from '../../../src/core/index.ts';
import { audienceAt, chats, offersIn } from './facts.ts';

const agent = (name: string) => registry.agents.find((each) => each.name === name);
const capability = (name: string) => registry.find(name);
const topicOf = (name: string) => {
  const found = capability(name);
  return found ? { capability: found } : {};
};

describe.each(chats)('help in %s', (_name, door, before) => {
  it('tells how to write, and shows each agent in short', () => {
    const { markdown } = helpFor(audienceAt(door), {}).reply;
    expect(markdown).toContain(`Write \`${before}<agent> <what> name=value …\``);
    expect(markdown).toContain(`\`${before}plan …; then its risks\``);
    expect(markdown).toContain(`\`${before}help <agent>\``);
    expect(markdown).toContain('**Coding** (`coding`, short `code`)');
    expect(markdown).toMatch(new RegExp(`In words: \`${before}code `));
    expect(markdown).not.toContain('branch-with-commit');
  });

  it('says so where any words will do', () => {
    const told = (hasModel: boolean) => helpFor(audienceAt(door, { hasModel }), {}).reply.markdown;
    expect(told(true)).toContain('a model understands them');
    expect(told(false)).not.toContain('model');
  });

  it('shows one agent, with a form for each thing', () => {
    const found = agent('coding');
    const say = helpFor(audienceAt(door), found ? { agent: found } : {});
    expect(say.reply.markdown).toContain(`- \`${before}coding replace-text\` Replace a text`);
    expect(offersIn(say)).toContain('Replace a text');
  });

  it('shows one capability, with examples in words and by name, about the person’s own project', () => {
    const say = helpFor(audienceAt(door), topicOf('coding.replace-text'));
    expect(say.reply.markdown).toContain(
      `or \`${before}coding replace-text project=nova/ship find=getUser replace=findUser paths=src/**\``,
    );
    expect(say.reply.markdown).toContain('Nothing is changed before somebody approves');
    expect(offersIn(say)).toEqual(['Fill in a form']);
  });

  it('leaves a project as it is for who has none', () => {
    const say = helpFor(audienceAt(door, { projects: [] }), topicOf('coding.replace-text'));
    expect(say.reply.markdown).not.toContain('nova/ship');
  });

  it('leaves out what the role does not allow, also when it is asked for by name', () => {
    const viewer = audienceAt(door, { roles: ['viewer'] });
    expect(helpFor(viewer, {}).reply.markdown).not.toContain('replace-text');
    expect(helpFor(viewer, topicOf('coding.replace-text')).reply.markdown).not.toContain('Replace a text');
  });

  it('greets by name, with three things to try that are understood', () => {
    const say = helpFor(audienceAt(door), { about: 'start' });
    expect(say.reply.markdown).toMatch(/^Hello Ada \\\*L\\\*!/);
    const tasks = [...say.reply.markdown.matchAll(/^- `(.*)`$/gm)].map(([, task = '']) => task);
    expect(tasks).toHaveLength(3);
    expect(tasks.filter((task) => !task.startsWith(before))).toEqual([]);
    const kinds = tasks.map((task) => readCommand(registry, task.slice(before.length)).kind);
    expect(kinds).toEqual(['call', 'call', 'call']);
    expect(offersIn(say)).toEqual(['Show everything']);
  });
});

describe('the first tasks', () => {
  it('are written as they are typed where the bot has to be mentioned', () => {
    const typist = { door: { prefix: '@Adjutant' }, principal: { projects: [] } };
    expect(firstTasks(typist, registry.agents).match(/^- `@Adjutant /gm)).toHaveLength(3);
  });
});
