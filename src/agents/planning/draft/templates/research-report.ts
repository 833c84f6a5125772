import { milestone, type Template, task, withStartOf } from './template.ts';

export const researchReport: Template = {
  name: 'research-report',
  title: 'study or report',
  words: {
    research: 4,
    report: 4,
    study: 4,
    survey: 4,
    'white ?paper': 5,
    'analys(?:is|e|ze)': 3,
    thesis: 4,
    'evaluat\\w*': 3,
    'market analysis': 5,
    benchmark: 3,
    feasibility: 4,
    paper: 2,
    book: 2,
  },
  phases: [
    {
      name: 'Frame',
      tasks: [
        task('question', 'Agree on questions, scope and readers', [1, 2, 3], { makes: 'Questions on one page' }),
        task('known', 'Read what is known already', [3, 5, 8], { makes: 'Annotated sources' }),
        task('method', 'Decide on method and data', [1, 2, 4], { makes: 'Method note' }),
      ],
    },
    {
      name: 'Collect',
      tasks: [
        task('prepare', 'Prepare questionnaire, access and permissions', [2, 3, 5], {
          role: 'legal',
          makes: 'Tested questionnaire and permissions',
        }),
        task('collect', 'Collect data and hold interviews', [6, 10, 15], { makes: 'Raw data' }),
        task('clean', 'Check and clean the data', [2, 3, 5], {
          after: [withStartOf('collect', 5), 'collect'],
          makes: 'Clean data with notes',
        }),
      ],
    },
    {
      name: 'Analyse',
      tasks: [
        task('analyse', 'Analyse and test the findings', [4, 6, 10], { makes: 'Findings with figures' }),
        task('discuss', 'Discuss the findings with experts', [1, 2, 4], { makes: 'Confirmed findings' }),
      ],
    },
    {
      name: 'Write',
      tasks: [
        task('outline', 'Outline the report', [0.5, 1, 2], { role: 'content', after: ['analyse'], makes: 'Outline' }),
        task('draft', 'Write the draft with charts', [4, 6, 9], {
          role: 'content',
          after: ['outline', 'discuss'],
          makes: 'Draft',
        }),
        task('review', 'Have the draft reviewed', [2, 4, 6], { makes: 'Comments' }),
        task('final', 'Work in comments and proofread', [1, 2, 4], { role: 'content', makes: 'Final report' }),
        milestone('publish', 'Publish'),
        task('present', 'Present results and decide on next steps', [0.5, 1, 2], { makes: 'Slides and decisions' }),
      ],
    },
  ],
};
