import { milestone, type Template, task, withStartOf } from './template.ts';

export const training: Template = {
  name: 'training',
  title: 'training or onboarding programme',
  words: {
    training: 4,
    course: 4,
    'onboard\\w*': 4,
    curriculum: 5,
    'e-?learning': 5,
    teach: 3,
    tutorial: 3,
    'train (?:the|our|all)': 4,
    programme: 1,
  },
  phases: [
    {
      name: 'Understand',
      tasks: [
        task('needs', 'Find out who has to be able to do what', [2, 3, 5], { role: 'people', makes: 'Learning goals' }),
        task('concept', 'Decide on format, length and trainers', [1, 2, 3], { role: 'people', makes: 'Concept' }),
        task('measure', 'Decide how success is measured', [0.5, 1, 1], { after: ['needs'], makes: 'Measures' }),
      ],
    },
    {
      name: 'Make',
      tasks: [
        task('outline', 'Outline the lessons', [1, 2, 3], {
          role: 'content',
          after: ['concept'],
          makes: 'Lesson plan',
        }),
        task('material', 'Make slides, exercises and handouts', [5, 8, 12], { role: 'content', makes: 'Material' }),
        task('platform', 'Set up rooms, accounts and registration', [1, 2, 4], {
          role: 'operations',
          after: ['concept'],
          makes: 'Registration is open',
        }),
        task('trainers', 'Prepare the trainers', [2, 3, 4], {
          role: 'people',
          after: [withStartOf('material', 4)],
          makes: 'Prepared trainers',
        }),
      ],
    },
    {
      name: 'Try and run',
      tasks: [
        task('pilot', 'Hold a pilot session', [1, 2, 3], {
          after: ['material', 'platform', 'trainers'],
          makes: 'Feedback',
        }),
        task('improve', 'Improve the material', [1, 2, 4], { role: 'content', makes: 'Final material' }),
        milestone('start', 'First session'),
        task('run', 'Hold the sessions', [5, 8, 12], { role: 'people', makes: 'Trained people' }),
        task('review', 'Measure success and look back', [1, 2, 3], {
          after: ['run', 'measure'],
          makes: 'Results and lessons',
        }),
      ],
    },
  ],
};
