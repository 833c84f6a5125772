import { defineAgent } from '../../core/index.ts';

export const agent = defineAgent({
  name: 'sales',
  alias: 'lead',
  title: 'Sales',
  purpose: 'Turns words about a contact into a lead in Salesforce and plans the follow-up.',
  takesWords: 'capture-lead',
});
