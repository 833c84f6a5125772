import { defineAgent } from '../../core/index.ts';

export const agent = defineAgent({
  name: 'orchestrator',
  alias: 'ask',
  title: 'Requests and runs',
  purpose: 'Takes requests for several agents, shows how far they are, and keeps how good the answers were.',
  takesWords: 'ask',
});
