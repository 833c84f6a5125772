import { defineAgent } from '../../core/index.ts';

export const agent = defineAgent({
  name: 'risk',
  title: 'Risks',
  purpose: 'Finds what may go wrong in a project, says how likely and how bad it is, and keeps the register.',
  takesWords: 'assess-project',
});
