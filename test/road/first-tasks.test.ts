import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstTasks } from '../../sandbox/slack/page/first-tasks.js';
import { personIn } from '../harness/chat.ts';
import { waitFor } from '../harness/wait-for.ts';
import { startWorld, type World } from '../harness/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ files: { 'README.md': '# Adjutant\n\nAdjutant helps.\n' } });
});
afterAll(() => world.close());

describe('a newcomer', () => {
  it.each(firstTasks.map(({ words, title }) => [title, words]))('is not let down by “%s”', async (_title, words) => {
    const maria = personIn(world, world.aurora, 'Maria');
    const before = maria.texts().length;
    await maria.command(words);
    // The first picture of a process takes longer than all later ones.
    const told = await waitFor(
      'an answer',
      () => maria.texts().length >= before + 2 && maria.texts().slice(before),
      40_000,
    );
    expect(told.join('\n')).not.toMatch(/⚠️|⛔/);
  });
});
