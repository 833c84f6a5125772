import { defineAgent } from '../../core/index.ts';

export const agent = defineAgent({
  name: 'orchestrator',
  title: 'Runs',
  purpose: 'Shows what was asked, how far it is and how it ended.',
});
