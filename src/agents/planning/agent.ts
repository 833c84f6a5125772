import { defineAgent } from '../../core/index.ts';

export const agent = defineAgent({
  name: 'planning',
  alias: 'plan',
  title: 'Planning',
  purpose: 'Breaks goals into work, finds dates and the critical path, and turns plans into GitLab issues.',
  takesWords: 'make-plan',
});
