import { defineAgent } from '../../core/index.ts';

export const agent = defineAgent({
  name: 'marketing',
  alias: 'post',
  title: 'Marketing',
  purpose: 'Drafts posts for X, publishes them after a second person approved, and tells a channel.',
  takesWords: 'draft-post',
  calls: { post: 'post tweet tweets x twitter social-media social timeline announcement copy teaser' },
});
