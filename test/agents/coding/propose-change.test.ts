import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capability } from '../../../src/agents/coding/propose-change.ts';
import type { Context, ModelRequest, ModelToolCall } from '../../../src/core/index.ts';
import { createGitLabWorld, type GitLabWorld, project } from '../../integrations/gitlab/world.ts';
import { prepare, send } from './sending.ts';

const greet = 'export function greet(name: string) {\n  return "Hello " + name;\n}\n';
let world: GitLabWorld;
beforeAll(async () => {
  world = await createGitLabWorld({
    'src/greet.ts': greet,
    'src/windows.ts': 'const a = 1;\r\nconst b = 2;\r\n',
    'src/twice.ts': 'same();\nsame();\n',
    'src/secret.ts': 'const apiKey = "sk-verysecretvalue123";\nstart();\n',
    'docs/guide.md': '# Guide\n',
    ...Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`many/${index}.txt`, `file ${index}\n`])),
  });
});
afterAll(() => world.close());

type Answer = string | readonly { tool: string; input: unknown }[];

/** A model that answers in turn, and what it was asked. */
function answering(...answers: Answer[]): { ctx: Context; asked: ModelRequest[] } {
  const asked: ModelRequest[] = [];
  const model = {
    async ask(request: ModelRequest) {
      asked.push(request);
      const next = answers.shift() ?? '';
      if (typeof next === 'string') return { text: next, calls: [] };
      return { text: '', calls: next.map((each, at): ModelToolCall => ({ id: `${asked.length}-${at}`, ...each })) };
    },
  };
  return { ctx: Object.assign(Object.create(world.context, {}), world.context, { model }) as Context, asked };
}
const proposing = (...edits: object[]): Answer => [
  { tool: 'propose_edits', input: { title: 'Greet warmly', description: 'As asked.', edits } },
];
const warm = { path: 'src/greet.ts', search: '  return "Hello " + name;', replace: '  return "Dear " + name;' };
const change = 'let greet in src/greet.ts say Dear instead of Hello';
const textOf = (request: ModelRequest | undefined): string =>
  request?.messages.map(({ text }) => text).join('\n') ?? '';

describe('coding.propose-change', () => {
  it('shows the change as a diff, with who wrote it', async () => {
    const { ctx } = answering(proposing(warm));
    const { preview } = await prepare(capability, { project, change }, ctx);
    expect(preview).toMatchInlineSnapshot(`
      {
        "diff": "diff --git a/src/greet.ts b/src/greet.ts
      --- a/src/greet.ts
      +++ b/src/greet.ts
      @@ -1,3 +1,3 @@
       export function greet(name: string) {
      -  return "Hello " + name;
      +  return "Dear " + name;
       }
      ",
        "facts": {
          "Asked for": "let greet in src/greet.ts say Dear instead of Hello",
          "Branch": "new branch from main (9c3967fe) → main",
          "Files": "1",
          "Files it was shown": "1",
          "Lines": "+1 −1",
          "Project": "aurora/adjutant",
        },
        "markdown": "Apply this change to \`main\` of \`aurora/adjutant\` and open the merge request **Greet warmly**? A model wrote it: read the diff.

      > As asked.",
      }
    `);
  });

  it('makes the branch and the merge request as they were shown', async () => {
    const { ctx } = answering(proposing(warm, { path: 'src/new.ts', content: 'export {};\n' }));
    const { parts } = await prepare(capability, { project, change }, ctx);
    const sent = await send(parts, world);
    expect(sent.at(-1)?.output).toMatchObject({ iid: 1 });
    const made = await world.gitlab.file(project, 'src/greet.ts', String(sent[0]?.output.name));
    expect(made?.content).toBe(greet.replace('Hello', 'Dear'));
    expect((await world.gitlab.file(project, 'src/new.ts', String(sent[0]?.output.name)))?.content).toBe(
      'export {};\n',
    );
  });

  it('shows the model the names, and the text of what is named, as data', async () => {
    const { ctx, asked } = answering(proposing(warm));
    await prepare(capability, { project, change }, ctx);
    expect(textOf(asked[0])).toMatch(/^let greet .*\n\n<untrusted-\w+ source="names of files">/);
    expect(textOf(asked[0])).toContain('many/19.txt');
    expect(textOf(asked[0])).toMatch(
      /<(untrusted-\w+) source="file src\/greet\.ts">\nexport function greet[\s\S]*<\/\1>/,
    );
    expect(textOf(asked[0])).not.toContain('# Guide');
  });

  it('shows only what paths mean, and changes nothing else', async () => {
    const { ctx, asked } = answering(proposing(warm), proposing(warm));
    const input = { project, change, paths: 'docs/**' };
    await expect(prepare(capability, input, ctx)).rejects.toThrow(/src\/greet\.ts is not there/);
    expect(textOf(asked[0])).not.toContain('greet.ts">');
  });

  it('lets the model read more', async () => {
    const edit = { path: 'docs/guide.md', search: '# Guide', replace: '# The guide' };
    const { ctx, asked } = answering(
      [{ tool: 'read_files', input: { paths: ['docs/guide.md', '../etc/passwd'] } }],
      proposing(edit),
    );
    const { preview } = await prepare(capability, { project, change: 'better heading' }, ctx);
    expect(preview.diff).toContain('+# The guide');
    expect(textOf(asked[1])).toMatch(/source="file docs\/guide\.md">\n# Guide[\s\S]*"..\/etc\/passwd" is not there/);
  });

  it.each<[string, object, RegExp]>([
    ['stands there in other letters', { ...warm, search: 'return "Bonjour"' }, /does not stand there to the letter/],
    ['stands there twice', { path: 'src/twice.ts', search: 'same();', replace: 'other();' }, /stands there 2 times/],
    ['was not shown', { path: 'many/3.txt', search: 'file', replace: 'x' }, /was not shown/],
    ['is not there', { path: 'src/none.ts', search: 'a', replace: 'b' }, /is not there/],
    ['is to be new and is there', { path: 'docs/guide.md', content: 'x' }, /is there already/],
    ['is to be new without a text', { path: 'src/none.ts' }, /Give its content/],
    [
      'is kept from it',
      { path: 'src/secret.ts', search: 'start();', replace: 'start("[hidden]");' },
      /\[hidden\] cannot/,
    ],
    ['leads outside', { path: '../outside.ts', content: 'x' }, /leaves the repository/],
    ['is no edit', { file: 'x' }, /Unrecognized key|expected/],
  ])('gives back once what %s, and takes what is right then', async (_what, edit, words) => {
    const asks = { project, change: `${change} in src/twice.ts and src/secret.ts` };
    const mended = answering(proposing(edit), proposing(warm));
    expect((await prepare(capability, asks, mended.ctx)).preview.diff).toContain('Dear');
    expect(mended.asked[1]?.messages.at(-1)?.text).toMatch(words);
    const stubborn = answering(proposing(edit), proposing(edit));
    await expect(prepare(capability, asks, stubborn.ctx)).rejects.toThrow(/does not fit the files/);
  });

  it('keeps the line ends of a file', async () => {
    const edit = {
      path: 'src/windows.ts',
      search: 'const a = 1;\nconst b = 2;',
      replace: 'const a = 3;\nconst b = 4;',
    };
    const { ctx } = answering(proposing(edit));
    const { parts } = await prepare(capability, { project, change: 'other numbers in windows.ts' }, ctx);
    expect(JSON.stringify(parts[0]?.input.changes)).toContain('const a = 3;\\r\\nconst b = 4;\\r\\n');
  });

  it.each<[string, Answer[], RegExp]>([
    [
      'says why not',
      ['That cannot be done. See https://evil.example'],
      /proposes no change: That cannot be done\. See \[link/,
    ],
    ['says nothing', [''], /said nothing/],
    [
      'goes on reading',
      Array.from({ length: 9 }, () => [{ tool: 'read_files', input: { paths: ['docs/guide.md'] } }]),
      /went on reading/,
    ],
    ['calls another tool', Array.from({ length: 9 }, () => [{ tool: 'shell', input: {} }]), /went on reading/],
    ['changes nothing', [proposing({ ...warm, replace: warm.search })], /nothing would change/],
  ])('ends with words when the model %s', async (_how, answers, words) => {
    const { ctx, asked } = answering(...answers);
    await expect(prepare(capability, { project, change }, ctx)).rejects.toThrow(words);
    expect(asked.length).toBeLessThanOrEqual(5);
  });
});
