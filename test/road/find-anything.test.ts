import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Person, personIn } from '../harness/chat.ts';
import { waitFor } from '../harness/wait-for.ts';
import { startWorld, type World } from '../harness/world.ts';
import { gitlabOf } from './gitlab-account.ts';

const pages = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`pages/${index}.md`, `Page ${index}.\n`]));

let world: World;
let maria: Person;
beforeAll(async () => {
  world = await startWorld({
    files: { ...pages, 'README.md': '# Shop\n\nWe sell the tea.\n', 'src/a.ts': 'const f = () => 1;\n' },
  });
  maria = personIn(world, world.aurora, 'Maria');
});
afterAll(() => world.close());

describe('a text for which GitLab does not search', () => {
  it.each([
    ['the', 'their', 'README.md', 'We sell their tea.'],
    ['=>', '⇒', 'src/a.ts', 'const f = () ⇒ 1;'],
    ['e', 'ë', 'README.md', 'Wë sëll thë tëa.'],
  ])('%s is found wherever it stands, and changed there', async (find, replace, file, line) => {
    const title = `Say ${replace}`;
    await maria.command(`code replace-text find="${find}" replace="${replace}" title="${title}"`);
    await maria.press(await maria.card(title));
    const gitlab = gitlabOf(world);
    const { source_branch: branch } = await waitFor(`the merge request ${title}`, async () =>
      (await gitlab.mergeRequests()).find((each) => each.title === title),
    );
    expect(await gitlab.file(file, branch)).toContain(line);
  });

  it('is told to be nowhere only after every file was read', async () => {
    await maria.command('code replace-text find="if" replace="when"');
    await maria.sees(/“if” was not found\. Every file was read/);
  });
});
