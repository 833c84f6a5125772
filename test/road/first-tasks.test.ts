import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstTasks } from '../../sandbox/slack/page/first-tasks.js';
import { personIn } from '../harness/chat.ts';
import { startWorld, type World } from '../harness/world.ts';
import { askInSlack } from './asking.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ files: { 'README.md': '# Adjutant\n\nAdjutant helps.\n' } });
});
afterAll(() => world.close());

describe('a newcomer', () => {
  it.each(firstTasks.map(({ words, title }) => [title, words]))('is not let down by “%s”', async (_title, words) => {
    const { where } = personIn(world, world.aurora, 'Maria');
    const told = await askInSlack(
      world,
      { organisation: world.aurora, user: where.user, channel: where.channel },
      words,
    );
    expect(told).not.toMatch(/⚠️|⛔/);
    expect(told).toMatch(/✅|❓|Plan \d+/);
  });
});
