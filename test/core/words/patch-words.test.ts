import { describe, expect, it } from 'vitest';
import { registry } from '../../../src/agents/index.ts';
import { readCommand, readInput, readSeveral } from '../../../src/core/index.ts';

const diff = '--- a/x.ts\n+++ b/x.ts\n@@ -1 +1 @@\n-const a = 1;\n+const a = 2; plan(a);\n';
const git = `diff --git a/x.ts b/x.ts\n${diff}`;
const markdown = '--- a/x.md\n+++ b/x.md\n@@ -1,3 +1,3 @@\n ```\n-a;\n+b;\n ```\n';

describe('a patch in what was typed', () => {
  it.each<[string, string, object]>([
    ['in a fence behind its words', `code apply this patch\n\`\`\`diff\n${diff}\`\`\``, { patch: diff }],
    ['in a fence without a language', `code apply this patch \`\`\`\n${diff}\`\`\``, { patch: diff }],
    ['in a fence alone', `code \`\`\`diff\n${git}\`\`\``, { patch: git }],
    ['behind a fence that its own lines look like', `code apply-patch\n\`\`\`\n${markdown}\`\`\``, { patch: markdown }],
    ['without a fence', `code apply the patch\n${diff}`, { patch: diff }],
    ['politely', `code can you please apply this:\n${git}`, { patch: git }],
    ['by its own name', `code apply-patch ${git}`, { patch: git }],
    [
      'with values',
      `code apply-patch project=a/b \`\`\`\n${diff}\`\`\` title="Two"`,
      { project: 'a/b', title: 'Two', patch: diff },
    ],
    [
      'with its project in words',
      `code apply this patch to a/b:\n\`\`\`diff\n${diff}\`\`\``,
      { project: 'a/b', patch: diff },
    ],
    ['as a value', `code apply-patch patch=\n${diff}`, { patch: diff }],
  ])('is taken %s', (_what, text, raw) => {
    expect(readSeveral(registry, text)).toBeUndefined();
    const command = readCommand(registry, text);
    if (command.kind !== 'call') throw new Error(`read as ${command.kind}`);
    const read = readInput(command);
    const patch = { ...read.raw, patch: `${String(read.raw.patch).trimEnd()}\n` };
    expect([command.capability.name, patch, read.unread]).toEqual(['coding.apply-patch', raw, '']);
  });

  it('leaves what is not understood beside it, to be asked back', () => {
    const command = readCommand(registry, `code this is of my cousin\n${diff}`);
    expect(command.kind === 'call' && readInput(command).unread).toBe('this is of my cousin');
  });

  it('goes on behind a fence', () => {
    const steps = readSeveral(registry, `code apply this patch\n\`\`\`diff\n${diff}\`\`\`; then follow it`);
    expect(steps?.map(({ command }) => command.capability.name)).toEqual([
      'coding.apply-patch',
      'coding.follow-merge-request',
    ]);
  });

  it.each(['post ```\nplan a; post b\n```', 'plan ```\n--- a\n```'])('is none in %j', (text) => {
    const command = readCommand(registry, text);
    expect(command.kind === 'call' && 'patch' in readInput(command).raw).toBe(false);
  });
});
