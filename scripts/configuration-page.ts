import { z } from 'zod';
import { settings } from '../src/platform/config.ts';

interface Setting {
  description?: string;
  default?: unknown;
}

const row = (name: string, { description = '', default: value }: Setting): string =>
  `| \`${name}\` | ${description} | ${value === undefined ? '' : `\`${String(value)}\``} |`;

/** Every setting of the product, from its schema. */
export function renderConfiguration(): string {
  const { properties = {} } = z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, Setting>;
  };
  const rows = Object.entries(properties).map(([name, setting]) => row(name, setting));
  return `# Configuration

Settings come from the environment. Nothing has to be set before the first start; a fault in one is said at the start, all
faults together. This page is written by \`npm run generate\`.

| setting | what it does | default |
| --- | --- | --- |
${rows.join('\n')}

In production (\`NODE_ENV=production\`) the product asks for \`ADJUTANT_SECRET\`, \`DATABASE_URL\` and \`PUBLIC_URL\`, takes addresses for
Teams by https only, and the sandbox does not start.

The sandbox that \`npm start\` runs takes five more, for trials and tests: \`SANDBOX_PORT\`, \`SANDBOX_REPOSITORY\` (the folder that
becomes the GitLab projects), \`SANDBOX_FOLDER\` (where its state lies), \`SANDBOX_MODEL\` (\`on\`: a scripted model understands free
words, where no other is configured) and \`SANDBOX_KILL_AT\` (see \`sandbox/sandbox-config.ts\`).
`;
}
