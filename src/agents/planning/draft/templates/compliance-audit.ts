import { milestone, type Template, task, withStartOf } from './template.ts';

export const complianceAudit: Template = {
  name: 'compliance-audit',
  title: 'audit or certification',
  words: {
    audit: 5,
    'complian\\w*': 5,
    'iso ?\\d{4,5}': 6,
    'soc ?2': 6,
    gdpr: 5,
    hipaa: 5,
    'certif\\w*': 4,
    pci: 4,
    'penetration test': 3,
    'regulat\\w*': 2,
  },
  phases: [
    {
      name: 'Scope',
      tasks: [
        task('scope', 'Agree on standard, scope and auditor', [2, 3, 5], {
          role: 'legal',
          makes: 'Scope and contract with the auditor',
        }),
        task('owners', 'Name owners and set up the evidence folder', [1, 1, 2], { makes: 'Owner for each control' }),
        task('gap', 'Compare controls with the standard', [4, 6, 10], {
          role: 'legal',
          after: ['scope'],
          makes: 'Gap list with weight',
        }),
      ],
    },
    {
      name: 'Close the gaps',
      tasks: [
        task('policies', 'Write or renew policies', [4, 6, 10], {
          role: 'legal',
          after: ['gap'],
          makes: 'Approved policies',
        }),
        task('technical', 'Put technical measures in place', [6, 10, 16], {
          role: 'operations',
          after: ['gap'],
          makes: 'Measures that can be shown',
        }),
        task('suppliers', 'Check suppliers and contracts', [3, 5, 8], {
          role: 'legal',
          after: ['gap'],
          makes: 'Assessed suppliers',
        }),
        task('train', 'Train everybody and record it', [2, 4, 6], {
          role: 'people',
          after: ['policies'],
          makes: 'Training records',
        }),
      ],
    },
    {
      name: 'Prove',
      tasks: [
        task('evidence', 'Collect the evidence', [4, 6, 10], {
          role: 'operations',
          after: ['owners', withStartOf('technical', 5)],
          makes: 'Evidence for each control',
        }),
        task('internal', 'Hold an internal audit', [2, 3, 5], {
          after: ['policies', 'technical', 'suppliers', 'train', 'evidence'],
          makes: 'Internal findings',
        }),
        task('fix', 'Close the internal findings', [2, 4, 7], { role: 'operations', makes: 'Closed findings' }),
        task('management', 'Review with the management', [0.5, 1, 2], { makes: 'Minutes with decisions' }),
      ],
    },
    {
      name: 'Audit',
      tasks: [
        task('audit', 'Go through the audit', [3, 5, 8], { after: ['fix', 'management'], makes: 'Auditor’s findings' }),
        task('answer', 'Answer and close the findings', [3, 5, 8], { role: 'operations', makes: 'Accepted answers' }),
        milestone('passed', 'Report or certificate received'),
        task('keep', 'Plan how it is kept up', [1, 1, 2], { makes: 'Calendar of controls' }),
      ],
    },
  ],
};
