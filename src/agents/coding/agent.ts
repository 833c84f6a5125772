import { defineAgent } from '../../core/index.ts';

export const agent = defineAgent({
  name: 'coding',
  alias: 'code',
  title: 'Coding',
  purpose: 'Changes code in a GitLab project and opens merge requests.',
  calls: {
    'merge request': 'merge-request pull-request mr pr branch pipeline ci build-status review',
    patch: 'patch diff hunk',
    dependency: 'dependency package library version release npm module',
    code: 'code function file class method variable identifier repository repo readme docs documentation source',
  },
});
