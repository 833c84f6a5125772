import { defineAgent } from '../../core/index.ts';

export const agent = defineAgent({
  name: 'audit',
  title: 'Audit trail',
  purpose: 'Shows who asked for what, who approved it and how it ended, to those who oversee the organisation.',
  takesWords: 'show-trail',
  calls: { trail: 'trail audit log history protocol activity-log' },
  tellsOfAll: true,
});
