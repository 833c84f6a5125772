import { defineAgent } from '../../core/index.ts';

export const agent = defineAgent({
  name: 'coding',
  alias: 'code',
  title: 'Coding',
  purpose: 'Changes code in a GitLab project and opens merge requests.',
});
