import { milestone, type Template, task, withStartOf } from './template.ts';

export const softwareFeature: Template = {
  name: 'software-feature',
  title: 'software feature',
  words: {
    feature: 4,
    'single sign-?on': 4,
    sso: 4,
    'dark mode': 4,
    implement: 2,
    develop: 2,
    refactor: 3,
    'user stor(?:y|ies)': 3,
    checkout: 3,
    login: 3,
    'sign-?in': 3,
    export: 2,
    dashboard: 3,
    'search (?:function|page)': 3,
    software: 2,
    prototype: 3,
    mvp: 2,
    backend: 3,
    module: 2,
  },
  phases: [
    {
      name: 'Understand',
      tasks: [
        task('need', 'Write down the need and how success is measured', [0.5, 1, 2], { makes: 'Short specification' }),
        task('design', 'Design the behaviour and the screens', [1, 2, 4], { role: 'design', makes: 'Accepted design' }),
        task('technical', 'Decide on data model and interfaces', [1, 2, 3], {
          role: 'development',
          after: ['need'],
          makes: 'Technical note',
        }),
      ],
    },
    {
      name: 'Build',
      tasks: [
        task('backend', 'Build the backend with its tests', [3, 5, 8], {
          role: 'development',
          after: ['technical'],
          makes: 'Merged backend behind a switch',
        }),
        task('frontend', 'Build the interface with its tests', [3, 4, 7], {
          role: 'development',
          after: ['design', withStartOf('backend', 2)],
          makes: 'Merged interface behind a switch',
        }),
        task('review', 'Review code and security', [1, 2, 3], {
          role: 'development',
          after: ['backend', 'frontend'],
          makes: 'No open finding',
        }),
      ],
    },
    {
      name: 'Prove',
      tasks: [
        task('test', 'Test as a user would, and for load', [1, 2, 4], { role: 'test', makes: 'Test report' }),
        task('fix', 'Mend what was found', [1, 2, 4], { role: 'development', makes: 'Release candidate' }),
        task('docs', 'Write help and release notes', [0.5, 1, 2], {
          role: 'content',
          after: [withStartOf('test')],
          makes: 'Help page and notes',
        }),
      ],
    },
    {
      name: 'Release',
      tasks: [
        task('rollout', 'Switch on step by step', [1, 2, 3], {
          role: 'operations',
          after: ['fix', 'docs'],
          makes: 'Switched on for everybody',
        }),
        milestone('released', 'Released'),
        task('measure', 'Measure success and tell the team', [1, 2, 3], { makes: 'Figures against the goal' }),
      ],
    },
  ],
};
