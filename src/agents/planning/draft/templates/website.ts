import { milestone, type Template, task, waitAfter, withStartOf } from './template.ts';

export const website: Template = {
  name: 'website',
  title: 'website',
  words: {
    'web ?site': 4,
    'home ?page': 4,
    'landing ?page': 4,
    'web ?shop': 4,
    'online (?:shop|store)': 4,
    relaunch: 2,
    blog: 3,
    portal: 2,
  },
  phases: [
    {
      name: 'Concept',
      tasks: [
        task('goals', 'Agree on goals, audience and content', [1, 2, 4], { makes: 'Brief that is agreed on' }),
        task('structure', 'Draw the page structure', [1, 2, 3], { role: 'design', makes: 'Site map and wireframes' }),
        task('texts-list', 'List texts and pictures that are needed', [0.5, 1, 2], {
          role: 'content',
          after: ['goals'],
          makes: 'Content list',
        }),
      ],
    },
    {
      name: 'Design and content',
      tasks: [
        task('design', 'Design the page templates', [3, 5, 8], {
          role: 'design',
          after: ['structure'],
          makes: 'Designs for desktop and phone',
        }),
        task('design-ok', 'Have the designs reviewed and accepted', [1, 2, 4], { makes: 'Accepted designs' }),
        task('texts', 'Write the texts and choose the pictures', [4, 6, 10], {
          role: 'content',
          after: ['texts-list', 'structure'],
          makes: 'Texts and pictures, proofread',
        }),
      ],
    },
    {
      name: 'Build',
      tasks: [
        task('hosting', 'Set up hosting, domain and deployment', [1, 2, 3], {
          role: 'operations',
          after: ['structure'],
          makes: 'Test address that anybody in the team can open',
        }),
        task('templates', 'Build the page templates', [5, 8, 12], {
          role: 'development',
          after: ['design-ok', 'hosting'],
          makes: 'Working pages with sample content',
        }),
        task('forms', 'Build forms, search and tracking', [2, 3, 5], {
          role: 'development',
          after: [withStartOf('templates', 3)],
          makes: 'Forms that arrive, consent and statistics',
        }),
        task('fill', 'Fill in the content', [2, 3, 5], {
          role: 'content',
          after: ['templates', 'texts'],
          makes: 'All pages with their content',
        }),
      ],
    },
    {
      name: 'Test and launch',
      tasks: [
        task('test', 'Test on devices, for speed and accessibility', [2, 3, 5], {
          role: 'test',
          after: ['fill', 'forms'],
          makes: 'List of findings',
        }),
        task('fix', 'Mend what was found', [1, 3, 5], {
          role: 'development',
          makes: 'No open finding that stops the launch',
        }),
        task('legal', 'Check imprint, privacy and cookies', [0.5, 1, 2], {
          role: 'legal',
          after: ['fill'],
          makes: 'Accepted legal pages',
        }),
        task('redirects', 'Prepare redirects and the switch', [0.5, 1, 2], {
          role: 'operations',
          after: ['fill'],
          makes: 'Plan for the switch and the way back',
        }),
        milestone('launch', 'Launch', { after: ['fix', 'legal', 'redirects'] }),
        task('watch', 'Watch traffic and errors, and mend', [2, 3, 5], {
          role: 'operations',
          after: [waitAfter('launch', 0)],
          makes: 'Short report of the first days',
        }),
      ],
    },
  ],
};
