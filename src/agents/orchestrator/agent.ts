import { defineAgent } from '../../core/index.ts';

export const agent = defineAgent({
  name: 'orchestrator',
  alias: 'ask',
  title: 'Requests and runs',
  purpose: 'Takes requests for several agents, shows how far they are, and keeps how good the answers were.',
  takesWords: 'ask',
  calls: { run: 'run request', answer: 'answer rating rate feedback helpful thumbs good bad great useless' },
});
