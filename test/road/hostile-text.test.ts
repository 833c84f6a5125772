import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Person, personIn } from '../harness/chat.ts';
import { shownIn } from '../harness/shown.ts';
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
    const blocks = maria.messages().flatMap((message) => message.blocks ?? []);
    expect(shownIn(blocks)).toContain(lure);
    const sent = JSON.stringify([blocks, maria.texts()]);
    expect(sent).not.toMatch(/"url":"https:\/\/evil|<https:\/\/evil|"broadcast"/);
    // Only where marks count do they have to be escaped.
    expect(JSON.stringify([blocks.filter(({ type }) => type !== 'rich_text'), maria.texts()])).not.toContain(
      '<!channel>',
    );
  });
});
