import { z } from 'zod';
import { createRegistry, defineCapability, type Principal } from '../../src/core/index.ts';

const output = z.object({ ok: z.boolean() });
const present = () => ({ markdown: 'Done.' });

export const showPlan = defineCapability({
  name: 'planning.show-plan',
  title: 'Show the plan',
  description: 'Shows the plan of a project.',
  input: z.object({
    project: z.string().min(1).describe('Full path'),
    weeks: z.number().int().min(1).max(52).default(4),
    isShort: z.boolean().default(false),
    order: z.enum(['date', 'name']).default('date'),
    tags: z.array(z.string()).default([]),
    note: z.string().max(200).default('').meta({ lines: true }),
  }),
  output,
  permission: 'orchestrator:runs:read',
  effect: 'read',
  examples: [],
  run: async () => ({ ok: true }),
  present,
});

export const whoAmI = defineCapability({
  name: 'identity.who-am-i',
  title: 'Who am I',
  description: 'Tells who you are here.',
  input: z.object({}),
  output,
  permission: 'identity:self:read',
  effect: 'read',
  examples: [],
  run: async () => ({ ok: true }),
  present,
});

/** A part of other capabilities: at no door. */
export const pushBranch = defineCapability({
  name: 'planning.push-branch',
  title: 'Push a branch',
  description: 'A part.',
  input: z.object({ project: z.string() }),
  output,
  permission: 'gitlab:branches:create',
  effect: 'external',
  vendors: ['gitlab'],
  approval: 'requester',
  internal: true,
  examples: [],
  key: ({ project }) => project,
  preview: async () => ({ markdown: 'Push?' }),
  run: async () => ({ ok: true }),
  find: async () => 'absent' as const,
  ifAbsent: 'resend',
  present,
});

export const openIssue = defineCapability({
  name: 'planning.open-issue',
  title: 'Open an issue',
  description: 'Opens an issue.',
  input: z.object({ project: z.string(), title: z.string() }),
  output,
  permission: 'gitlab:branches:create',
  effect: 'external',
  vendors: ['gitlab'],
  approval: 'requester',
  examples: [],
  key: ({ project }) => project,
  preview: async () => ({ markdown: 'Open?' }),
  run: async () => ({ ok: true }),
  find: async () => 'absent' as const,
  ifAbsent: 'resend',
  present,
});

export const registry = createRegistry([
  {
    name: 'planning',
    alias: 'plan',
    title: 'Planning',
    purpose: 'Plans.',
    capabilities: [showPlan, openIssue, pushBranch],
  },
  { name: 'identity', title: 'Identity', purpose: 'Knows people.', capabilities: [whoAmI] },
]);

export const maria: Principal = {
  tenant: '3c5f0f35-7b6e-4f57-9d62-0d4f7a1f0001',
  person: '3c5f0f35-7b6e-4f57-9d62-0d4f7a1f0002',
  name: 'Maria Lindqvist',
  door: 'slack',
  roles: ['manager'],
  scopes: undefined,
  projects: ['aurora/shop'],
};
