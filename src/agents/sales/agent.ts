import { defineAgent } from '../../core/index.ts';

export const agent = defineAgent({
  name: 'sales',
  alias: 'lead',
  title: 'Sales',
  purpose: 'Turns words about a contact into a lead in Salesforce and plans the follow-up.',
  takesWords: 'capture-lead',
  calls: {
    lead: 'lead contact customer prospect client buyer crm salesforce business-card',
    quote: 'demo quote offer price licence license seat trial proposal',
    company: 'gmbh ag ltd inc company co llc',
  },
});
