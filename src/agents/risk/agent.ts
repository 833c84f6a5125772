import { defineAgent } from '../../core/index.ts';

export const agent = defineAgent({
  name: 'risk',
  title: 'Risks',
  purpose: 'Finds what may go wrong in a project, says how likely and how bad it is, and keeps the register.',
  takesWords: 'assess-project',
  calls: {
    risk: 'risk risiko risiken danger threat hazard uncertainty',
    register: 'register risikoregister risk-list list-of-risks',
    mitigation: 'mitigation countermeasure response',
    probability: 'probability likelihood likely impact severity score',
  },
});
