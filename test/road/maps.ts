import { z } from 'zod';
import {
  createRegistry,
  defineAgent,
  defineCapability,
  type HeatMapPicture,
  type Registry,
} from '../../src/core/index.ts';

const picture = (title: string): HeatMapPicture => ({
  kind: 'heat-map',
  title,
  alt: `${title}: a likely and severe risk.`,
  points: [{ label: '1', probability: 4, impact: 5 }],
});
const agent = defineAgent({ name: 'maps', title: 'Maps', purpose: 'Draws maps.' });
const showMap = defineCapability({
  name: 'maps.show-map',
  title: 'Show a map',
  description: 'Draws a map of risks. Use it to see them at a glance.',
  input: z.object({ title: z.string().min(1) }),
  output: z.object({ title: z.string() }),
  permission: 'identity:self:read',
  effect: 'read',
  examples: [],
  run: async (input) => input,
  present: ({ title }) => ({ markdown: 'Here it is.', pictures: [picture(title)] }),
});
const pinMap = defineCapability({
  name: 'maps.pin-map',
  title: 'Pin a map',
  description: 'Pins a map where all can see it. Use it when it is right.',
  input: z.object({ project: z.string(), version: z.string() }),
  output: z.object({ version: z.string() }),
  permission: 'gitlab:branches:create',
  effect: 'external',
  vendors: ['gitlab'],
  approval: 'requester',
  key: ({ project, version }) => `${project}:${version}`,
  examples: [],
  preview: async () => ({ markdown: 'Pin this map?', pictures: [picture('Pinned')] }),
  run: async ({ version }) => ({ version }),
  find: async () => 'absent' as const,
  ifAbsent: 'resend',
  present: ({ version }) => ({ markdown: `Map ${version} is pinned.` }),
});

/** An agent whose answers and requests have pictures. */
export const withMaps = ({ agents }: Registry): Registry =>
  createRegistry([...agents, { ...agent, capabilities: [showMap, pinMap] }]);
