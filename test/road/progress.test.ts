import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Person, personIn } from '../harness/chat.ts';
import { waitFor } from '../harness/wait-for.ts';
import { startWorld, type World } from '../harness/world.ts';
import { connects, type Told } from '../mcp/clients.ts';

const count = 24;
/** A folder for each time, as what was read at a commit is not read again. */
const folders = ['pages', ...connects.map((_, index) => `pages-${index}`)];
const pages = Object.fromEntries(
  folders.flatMap((folder) =>
    Array.from({ length: count }, (_, index) => [`${folder}/${index}.md`, `Page ${index} of ${folder}.\n`]),
  ),
);
const howFar = new RegExp(`\\d+ of ${count} files read`);

let world: World;
let maria: Person;
beforeAll(async () => {
  world = await startWorld({ files: { ...pages, 'README.md': '# Shop\n' } });
  maria = personIn(world, world.aurora, 'Maria');
});
afterEach(() => world.vendors.faults.clear());
afterAll(() => world.close());

const slowly = (): void =>
  world.vendors.faults.add({
    vendor: 'gitlab',
    kind: 'delay',
    delayMs: 1_000,
    times: count,
    path: '/repository/files/',
  });

describe('reading many files', () => {
  it('shows how far it is in its first message, until the answer is there', async () => {
    slowly();
    await maria.command('code replace-text find="a" replace="A" paths=pages/** title="Big letters"');
    await maria.sees(new RegExp(`On it … ${howFar.source}`));
    await maria.card('Big letters');
    const isGone = () => !maria.texts().some((text) => howFar.test(text));
    await waitFor('the first message to say how it stands', isGone);
  });

  it.each(connects.map((each, index) => [...each, index] as const))(
    'says so over MCP to %s',
    async (name, connect, index) => {
      slowly();
      const client = await connect(world.url, world.tokenOf(world.aurora));
      const told: Told[] = [];
      const args = { project: 'aurora/adjutant', find: 'P', replace: `p (${name})`, paths: `pages-${index}/**` };
      await client.callTool({ name: 'coding_replace-text', arguments: args }, (each) => told.push(each));
      expect(told.map(({ message }) => message).join('\n')).toMatch(howFar);
      await client.close();
    },
  );
});
