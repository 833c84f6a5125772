import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Person, personIn } from '../harness/chat.ts';
import { shownIn } from '../harness/shown.ts';
import { waitFor } from '../harness/wait-for.ts';
import { startWorld, type World } from '../harness/world.ts';

let world: World;
let jonas: Person;
beforeAll(async () => {
  world = await startWorld();
  jonas = personIn(world, world.aurora, 'Jonas');
});
afterAll(() => world.close());

/** The whole answer to a line, with what is folded away in a chat. */
async function answerTo(line: string): Promise<string> {
  const isAnswer = ({ blocks }: { blocks?: unknown }) => /of 280/.test(JSON.stringify(blocks ?? []));
  const before = jonas.messages().filter(isAnswer).length;
  await jonas.command(line);
  const found = await waitFor(`an answer to ${line}`, () => jonas.messages().filter(isAnswer)[before]);
  return shownIn(found.blocks ?? []);
}

describe('words about a post', () => {
  it('take a time as when it goes out, and “on X” as where', async () => {
    const answer = await answerTo('post about our launch on X tomorrow at 9');
    expect(answer).toMatch(/Announcing our launch\./);
    expect(answer).not.toMatch(/launch on X|launch tomorrow|tomorrow at 9\./);
    expect(answer).toMatch(/“tomorrow at 9” is read as when it goes out: \w+,? \d+ \w+ \d{4}, 09:00 UTC/);
    expect(answer).toMatch(/\/adjutant post schedule tomorrow at 9: Announcing our launch\./);
  });

  it('keep a day that may belong to the news, and say so', async () => {
    const answer = await answerTo('post our shop opens on December 1');
    expect(answer).toMatch(/Our shop opens on December 1\./);
    expect(answer).toMatch(/“December 1” stays in the text/);
  });
});
