import { execFileSync } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Agent, type AgentSpec, type Capability, createRegistry } from '../src/core/index.ts';
import { renderCapabilities } from './capability-pages.ts';
import { renderConfiguration } from './configuration-page.ts';

interface FoundCapability {
  file: string;
  capability: Capability;
}
interface FoundAgent {
  folder: string;
  spec: AgentSpec;
  capabilities: FoundCapability[];
}

async function findCapabilities(agents: string, folder: string): Promise<FoundCapability[]> {
  const files = (await readdir(join(agents, folder))).filter((file) => file.endsWith('.ts')).sort();
  const found: FoundCapability[] = [];
  for (const file of files) {
    const { capability } = (await import(join(agents, folder, file))) as { capability?: Capability };
    if (!capability) continue;
    if (capability.name !== `${folder}.${file.replace(/\.ts$/, '')}`) {
      throw new Error(`src/agents/${folder}/${file} holds ${capability.name}: give file and capability one name.`);
    }
    found.push({ file, capability });
  }
  return found;
}

/** A folder with an `agent.ts` is an agent; a file in it that exports `capability` is one of its capabilities. */
async function findAgents(agents: string): Promise<FoundAgent[]> {
  const found: FoundAgent[] = [];
  for (const entry of (await readdir(agents, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (!entry.isDirectory() || !(await readdir(join(agents, entry.name))).includes('agent.ts')) continue;
    const { agent: spec } = (await import(join(agents, entry.name, 'agent.ts'))) as { agent: AgentSpec };
    found.push({ folder: entry.name, spec, capabilities: await findCapabilities(agents, entry.name) });
  }
  return found;
}

const camelCase = (name: string): string => name.replace(/[.-](\w)/g, (_all, letter: string) => letter.toUpperCase());

function renderRegistry(agents: readonly FoundAgent[]): string {
  const imports = agents.flatMap(({ folder, capabilities }) => [
    `import { agent as ${camelCase(folder)} } from './${folder}/agent.ts';`,
    ...capabilities.map(
      ({ file, capability }) => `import { capability as ${camelCase(capability.name)} } from './${folder}/${file}';`,
    ),
  ]);
  const entries = agents.map(({ folder, capabilities }) => {
    const names = capabilities.map(({ capability }) => camelCase(capability.name)).join(', ');
    return `{ ...${camelCase(folder)}, capabilities: [${names}] },`;
  });
  return `// Written by \`npm run generate\` from the agents' folders.
import { createRegistry } from '../core/index.ts';
${imports.join('\n')}

/** Everything that can be asked for. */
export const registry = createRegistry([${entries.join('\n')}]);
`;
}

/** As the formatter would have it, so that `npm run check` finds nothing to change. */
function formatted(root: string, path: string, content: string): string {
  const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome');
  const options = ['check', '--write', '--vcs-enabled=false', `--stdin-file-path=${join(root, path)}`];
  return execFileSync(process.execPath, [biome, ...options], {
    cwd: root,
    input: content,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'],
  });
}

async function generate(root: string): Promise<ReadonlyMap<string, string>> {
  const found = await findAgents(join(root, 'src/agents'));
  const agents: Agent[] = found.map(({ spec, capabilities }) => ({
    ...spec,
    capabilities: capabilities.map(({ capability }) => capability),
  }));
  const registry = 'src/agents/registry.ts';
  return new Map([
    [registry, formatted(root, registry, renderRegistry(found))],
    ['docs/capabilities.md', renderCapabilities(createRegistry(agents))],
    ['docs/configuration.md', renderConfiguration()],
  ]);
}

async function readOrNothing(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false }, root: { type: 'string' } } });
const root = resolve(values.root ?? join(import.meta.dirname, '..'));
for (const [path, content] of await generate(root)) {
  if ((await readOrNothing(join(root, path))) === content) continue;
  if (values.check) {
    console.error(`${path} is stale: run "npm run generate" and commit what it writes.`);
    process.exitCode = 1;
  } else {
    await writeFile(join(root, path), content);
    console.log(`${path} written`);
  }
}
