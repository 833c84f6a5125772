import { milestone, type Template, task, waitAfter } from './template.ts';

export const event: Template = {
  name: 'event',
  title: 'event',
  words: {
    event: 4,
    conference: 5,
    workshop: 3,
    'meet ?up': 4,
    hackathon: 5,
    offsite: 4,
    'trade (?:fair|show)': 5,
    fair: 2,
    booth: 4,
    party: 4,
    summit: 4,
    'kick-?off': 2,
    anniversary: 3,
    wedding: 4,
    'team ?building': 4,
    'open day': 4,
  },
  phases: [
    {
      name: 'Concept',
      tasks: [
        task('goal', 'Agree on goal, guests, date and budget', [1, 2, 4], { makes: 'One-page concept' }),
        task('venue', 'Find and book the venue', [3, 5, 10], { role: 'operations', makes: 'Signed contract' }),
        task('programme', 'Draft the programme', [2, 3, 5], {
          role: 'content',
          after: ['goal'],
          makes: 'Draft programme',
        }),
      ],
    },
    {
      name: 'Preparation',
      tasks: [
        task('speakers', 'Win speakers and hosts', [4, 6, 12], {
          role: 'content',
          after: ['programme', 'venue'],
          makes: 'Confirmed programme',
        }),
        task('invite', 'Make invitation and registration', [2, 3, 4], {
          role: 'marketing',
          after: ['venue', 'programme'],
          makes: 'Registration is open',
        }),
        task('promote', 'Promote it and follow registrations', [8, 12, 18], {
          role: 'marketing',
          makes: 'Enough registrations',
        }),
        task('suppliers', 'Order catering, technology and print', [3, 5, 8], {
          role: 'operations',
          after: ['venue'],
          makes: 'Confirmed orders',
        }),
        task('safety', 'Check permits, insurance and safety', [1, 2, 4], {
          role: 'legal',
          after: ['venue'],
          makes: 'Permits and safety plan',
        }),
        task('run-sheet', 'Write the run sheet and brief the helpers', [1, 2, 3], {
          role: 'operations',
          after: ['speakers', 'suppliers', 'safety'],
          makes: 'Run sheet by the minute',
        }),
      ],
    },
    {
      name: 'Event',
      tasks: [
        task('build-up', 'Set up and rehearse', [0.5, 1, 2], {
          role: 'operations',
          after: ['run-sheet', 'promote'],
          makes: 'Tested technology',
        }),
        task('day', 'Hold the event', [1, 1, 2], { after: ['build-up'], makes: 'The event', isEvent: true }),
        milestone('done', 'Event is over'),
        task('down', 'Clear up and return equipment', [0.5, 1, 1], { role: 'operations', makes: 'Venue handed back' }),
        task('thanks', 'Thank guests and share material', [1, 1, 2], {
          role: 'marketing',
          after: [waitAfter('done', 0)],
          makes: 'Mail with material and survey',
        }),
        task('review', 'Settle costs and look back', [1, 2, 3], {
          role: 'finance',
          after: ['down', waitAfter('thanks', 3)],
          makes: 'Costs and lessons',
        }),
      ],
    },
  ],
};
