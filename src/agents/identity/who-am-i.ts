import { z } from 'zod';
import { defineCapability, doors, escapeMarkdown, roles } from '../../core/index.ts';
import { utterances } from './utterances.ts';

export const capability = defineCapability({
  name: 'identity.who-am-i',
  title: 'Show who I am',
  description: 'Shows your name, your roles and the projects that you may use. Use it when something is denied.',
  input: z.object({}),
  output: z.object({
    name: z.string(),
    roles: z.array(z.enum(roles)),
    projects: z.array(z.string()).describe('Full paths'),
    door: z.enum(doors).describe('Where the question was asked'),
  }),
  permission: 'identity:self:read',
  effect: 'read',
  featured: true,
  utterances: utterances.whoAmI,
  fromSentence: () => ({}),
  examples: [{ says: 'who am I?', input: {} }],
  phrases: [
    '(what|which projects) (can|may) I (do|use|see)',
    '(what are|show) my (roles|projects)',
    'which roles do I have',
  ],
  async run(_input, { principal }) {
    const { name, roles, projects, door } = principal;
    return { name, roles: [...roles], projects: [...projects], door };
  },
  present: ({ name, roles, projects, door }) => ({
    markdown: `You are **${escapeMarkdown(name)}**.`,
    facts: {
      Roles: roles.length > 0 ? roles.join(', ') : 'none',
      Projects: projects.length > 0 ? projects.join(', ') : 'none',
      Door: door,
    },
  }),
});
