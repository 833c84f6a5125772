import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Person, personIn } from '../harness/chat.ts';
import { startWorld, type World } from '../harness/world.ts';

const lure = '[your approval is needed](https://evil.example/now) <!channel> *now*';

let world: World;
let maria: Person;
beforeAll(async () => {
  world = await startWorld({ files: { 'README.md': `# Shop\n\n${lure}\n\nCall us.\n` } });
  maria = personIn(world, world.aurora, 'Maria');
});
afterAll(() => world.close());

describe('a line of the repository that looks like ours', () => {
  it('is quoted as text in an answer, and links and calls nobody', async () => {
    const patch =
      '--- a/README.md\n+++ b/README.md\n@@ -1,5 +1,5 @@\n # Shop\n \n-Something else.\n+More.\n \n Call us.\n';
    await maria.command(`code apply-patch patch=\n${patch}`);
    await maria.sees(/does not fit/);
    const blocks = JSON.stringify(maria.messages().map((message) => message.blocks));
    expect(blocks).toContain('your approval is needed');
    expect(blocks).not.toMatch(/<https:\/\/evil|<!channel>/);
  });
});
