import { milestone, type Template, task, waitAfter, withStartOf } from './template.ts';

export const mobileApp: Template = {
  name: 'mobile-app',
  title: 'mobile app',
  words: {
    'mobile app(?:lication)?': 5,
    'ios(?: app)?': 4,
    'android(?: app)?': 4,
    'phone app': 4,
    'app store': 3,
    'an? (?:new )?app': 3,
    'our app': 3,
    app: 2,
  },
  phases: [
    {
      name: 'Concept',
      tasks: [
        task('users', 'Talk to users and agree on the first features', [3, 5, 8], {
          makes: 'Feature list in order of value',
        }),
        task('flows', 'Draw the screens and flows', [3, 4, 7], { role: 'design', makes: 'Clickable prototype' }),
        task('try', 'Try the prototype with five users', [2, 3, 4], {
          role: 'design',
          makes: 'Findings and decisions',
        }),
        task('tech', 'Choose technology and architecture', [1, 2, 4], {
          role: 'development',
          after: ['users'],
          makes: 'Decision record',
        }),
      ],
    },
    {
      name: 'Build',
      tasks: [
        task('setup', 'Set up repository, builds and store accounts', [1, 2, 4], {
          role: 'operations',
          after: ['tech'],
          makes: 'A first build on a phone',
        }),
        task('ui', 'Design the screens in detail', [5, 7, 10], {
          role: 'design',
          after: ['try'],
          makes: 'Designs and assets',
        }),
        task('backend', 'Build the backend and its API', [8, 12, 18], {
          role: 'development',
          after: ['tech'],
          makes: 'API with tests',
        }),
        task('screens', 'Build the screens', [10, 15, 22], {
          role: 'development',
          after: ['setup', withStartOf('ui', 3)],
          makes: 'App with all first features',
        }),
        task('notify', 'Build sign-in, notifications and analytics', [4, 6, 9], {
          role: 'development',
          after: ['backend', withStartOf('screens', 5)],
          makes: 'Working sign-in and notifications',
        }),
      ],
    },
    {
      name: 'Test',
      tasks: [
        task('test', 'Test on devices, offline and for security', [4, 6, 9], {
          role: 'test',
          after: ['screens', 'notify'],
          makes: 'Test report',
        }),
        task('beta', 'Run a beta with real users', [5, 8, 10], {
          after: [withStartOf('test', 3)],
          makes: 'Feedback of the beta',
        }),
        task('fix', 'Mend what was found', [3, 5, 8], {
          role: 'development',
          after: ['test', 'beta'],
          makes: 'Release candidate',
        }),
      ],
    },
    {
      name: 'Release',
      tasks: [
        task('store', 'Write store texts and make screenshots', [1, 2, 3], {
          role: 'marketing',
          after: [withStartOf('test')],
          makes: 'Store pages',
        }),
        task('privacy', 'Fill in privacy and data safety forms', [0.5, 1, 2], {
          role: 'legal',
          after: [withStartOf('test')],
          makes: 'Accepted forms',
        }),
        task('review', 'Submit, and pass the stores’ review', [2, 4, 8], {
          role: 'operations',
          after: ['fix', 'store', 'privacy'],
          makes: 'Approved release',
        }),
        milestone('release', 'Release'),
        task('watch', 'Watch crashes and reviews, and mend', [3, 5, 8], {
          role: 'development',
          after: [waitAfter('release', 0)],
          makes: 'First update',
        }),
      ],
    },
  ],
};
