import { describe, expect, it } from 'vitest';
import { findCircle, readSources, type SourceFile } from './imports.ts';

/** Rooms from left to right; a room may use the rooms to its left. Rooms in one cell never use each other. */
const cells = [
  ['core'],
  ['platform'],
  ['services', 'integrations'],
  ['agents'],
  ['calling'],
  ['bot', 'mcp', 'http', 'jobs'],
  ['main'],
  // Knows of the others only what the REST door says of itself.
  ['cli'],
] as const;

/** Who alone may name a package. */
const owners: Readonly<Record<string, RegExp>> = {
  pg: /^src\/(platform|services)\//,
  '@gitbeaker/rest': /^src\/integrations\/gitlab\//,
  '@slack/bolt': /^src\/bot\/slack\//,
  '@slack/web-api': /^src\/bot\/slack\//,
  '@slack/types': /^src\/bot\/slack\//,
  botbuilder: /^src\/bot\/teams\/adapter\.ts$/,
  'twitter-api-v2': /^src\/integrations\/x\//,
  'twitter-text': /^src\/agents\/marketing\//,
  '@opentelemetry/api': /^src\/platform\/tracing\//,
  '@opentelemetry/exporter-trace-otlp-http': /^src\/platform\/tracing\//,
  '@opentelemetry/resources': /^src\/platform\/tracing\//,
  '@opentelemetry/sdk-trace': /^src\/platform\/tracing\//,
  '@opentelemetry/semantic-conventions': /^src\/platform\/tracing\//,
  bullmq: /^src\/jobs\//,
  ioredis: /^src\/(jobs|platform)\//,
  'rate-limiter-flexible': /^src\/platform\/limits\//,
  'chrono-node': /^src\/core\/time\/written-moments\.ts$/,
  '@langchain/openai': /^src\/integrations\/openai\//,
  '@langchain/core': /^src\/(integrations\/openai|services\/checkpoints)\//,
  '@langchain/langgraph': /^src\/(agents\/graph|jobs)\//,
  '@langchain/langgraph-checkpoint-postgres': /^src\/services\/checkpoints\//,
  '@modelcontextprotocol/server': /^src\/mcp\//,
  '@modelcontextprotocol/node': /^src\/mcp\//,
  '@modelcontextprotocol/express': /^src\/mcp\//,
  hono: /^src\/http\//,
};

const sources = readSources('src/**/*.ts');
const roomOf = (path: string): string => {
  const [, room = ''] = path.split('/');
  return room.endsWith('.ts') ? 'main' : room;
};
const cellOf = (path: string): number => cells.findIndex((cell) => cell.some((room) => room === roomOf(path)));

const isAllowed = (from: string, to: string): boolean =>
  roomOf(from) === roomOf(to) || (cellOf(to) < cellOf(from) && roomOf(from) !== 'cli');
const arrows = (file: SourceFile): [string, string][] => file.imports.map((to) => [file.path, to]);

describe('the rooms of src/', () => {
  it('are all known', () => {
    expect(sources.length).toBeGreaterThan(50);
    expect(sources.filter(({ path }) => cellOf(path) < 0).map(({ path }) => path)).toEqual([]);
  });

  it('import one way only', () => {
    expect(sources.flatMap(arrows).length).toBeGreaterThan(200);
    expect(sources.flatMap(arrows).filter(([from, to]) => !isAllowed(from, to))).toEqual([]);
  });

  it('keep the agents apart: one uses of another only a part that is there for others', () => {
    const parts = sources.filter(({ text }) => /^ {2}internal: true,$/m.test(text)).map(({ path }) => path);
    const folderOf = (path: string): string | undefined => /^src\/agents\/([^/]+)\//.exec(path)?.[1];
    const wrong = sources
      .filter(({ path }) => folderOf(path) !== undefined)
      .flatMap(arrows)
      .filter(([from, to]) => {
        const other = folderOf(to);
        return other !== undefined && other !== folderOf(from) && !parts.includes(to);
      });
    expect(parts.length).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  });

  it('have no circle between files', () => {
    expect(findCircle(sources)).toBeUndefined();
  });

  it('are entered through their faces: core, services, agents and the doors by index.ts', () => {
    const faced = ['core', 'services', 'agents', 'calling', 'bot', 'mcp', 'http', 'jobs'];
    const wrong = sources
      .flatMap(arrows)
      .filter(([from, to]) => roomOf(from) !== roomOf(to) && faced.includes(roomOf(to)) && !to.endsWith('/index.ts'));
    expect(wrong).toEqual([]);
  });

  it('keep each vendor and library behind one wall', () => {
    const wrong = sources.flatMap(({ path, packages }) =>
      packages.filter((name) => owners[name] && !owners[name].test(path)).map((name) => `${path} imports ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it('never import the sandbox, the tests or a development package', () => {
    expect(sources.flatMap(arrows).filter(([, to]) => !to.startsWith('src/'))).toEqual([]);
  });

  it('have no room for leftovers', () => {
    expect(sources.filter(({ path }) => /(^|\/)(utils?|helpers?|common|shared)(\/|\.ts$)/.test(path))).toEqual([]);
  });

  it('read the environment where a program begins', () => {
    expect(sources.filter(({ text }) => /process\s*\.\s*env|process\[/.test(text)).map(({ path }) => path)).toEqual([
      'src/main.ts',
      'src/cli/main.ts',
    ]);
  });

  it('switch no check off and know no any', () => {
    const wrong =
      /biome-ignore|@ts-(ignore|expect-error|nocheck)|\bas any\b|[:<,|]\s*any\b|\bany\[\]|as unknown as|console\./;
    const words =
      /\/\*[\s\S]*?\*\/|\/\/.*|'[^'\n]*'|`[^`]*`|(?<=[([,=:?]\s*)\/(?:\\.|\[(?:\\.|[^\]\n])*\]|[^/\\\n])+\/[a-z]*/g;
    const code = (text: string): string => text.replace(words, '');
    expect(sources.filter(({ text }) => wrong.test(code(text))).map(({ path }) => path)).toEqual([]);
  });
});

describe('the circle finder', () => {
  it('finds a way from a file back to itself', () => {
    const file = (path: string, imports: string[]): SourceFile => ({ path, imports, packages: [], text: '' });
    expect(findCircle([file('a', ['b']), file('b', ['c']), file('c', ['a'])])).toEqual(['a', 'b', 'c', 'a']);
    expect(findCircle([file('a', ['b', 'c']), file('b', ['c']), file('c', [])])).toBeUndefined();
  });
});
