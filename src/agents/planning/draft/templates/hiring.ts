import { milestone, type Template, task, waitAfter, withStartOf } from './template.ts';

export const hiring: Template = {
  name: 'hiring',
  title: 'hiring',
  words: {
    'hir(?:e|ing)': 5,
    'recruit\\w*': 5,
    'vacanc(?:y|ies)': 4,
    'fill (?:the|a) (?:position|role)': 4,
    'new (?:developer|engineer|designer|manager|colleague|employee|hire)': 3,
    'head of': 1,
    interview: 2,
  },
  phases: [
    {
      name: 'Prepare',
      tasks: [
        task('role', 'Agree on role, profile and salary range', [1, 2, 3], { makes: 'Role profile' }),
        task('advert', 'Write the advert and the scorecard', [1, 1, 2], {
          role: 'people',
          makes: 'Advert and scorecard',
        }),
        task('panel', 'Choose and brief the interviewers', [0.5, 1, 2], {
          role: 'people',
          after: ['role'],
          makes: 'Briefed panel',
        }),
      ],
    },
    {
      name: 'Search',
      tasks: [
        task('publish', 'Publish the advert and ask the network', [0.5, 1, 2], {
          role: 'people',
          after: ['advert'],
          makes: 'Advert is online',
        }),
        task('source', 'Collect applications and approach people', [10, 15, 25], {
          role: 'people',
          makes: 'Enough good applications',
        }),
        task('screen', 'Screen applications', [5, 8, 12], {
          role: 'people',
          after: [withStartOf('source', 5)],
          makes: 'Shortlist',
        }),
      ],
    },
    {
      name: 'Choose',
      tasks: [
        task('phone', 'Hold first calls', [3, 5, 8], {
          role: 'people',
          after: ['panel', withStartOf('screen', 3)],
          makes: 'Notes on the scorecard',
        }),
        task('interview', 'Hold interviews and work samples', [4, 6, 10], {
          after: ['phone', 'screen', 'source'],
          makes: 'Scorecards',
        }),
        task('decide', 'Decide and check references', [1, 2, 3], { makes: 'Decision on record' }),
        task('offer', 'Make the offer and agree on it', [2, 4, 8], { role: 'people', makes: 'Signed contract' }),
        milestone('signed', 'Contract signed'),
      ],
    },
    {
      name: 'Welcome',
      tasks: [
        task('decline', 'Answer all other applicants', [0.5, 1, 2], {
          role: 'people',
          after: ['signed'],
          makes: 'Everybody has an answer',
        }),
        task('equip', 'Prepare equipment, access and the first weeks', [1, 2, 3], {
          role: 'operations',
          after: ['signed'],
          makes: 'Ready desk and plan',
        }),
        task('first-day', 'Welcome on the first day', [1, 1, 1], {
          after: ['equip', waitAfter('signed', 20)],
          makes: 'Started colleague',
        }),
      ],
    },
  ],
};
