import { milestone, type Template, task, withStartOf } from './template.ts';

export const productLaunch: Template = {
  name: 'product-launch',
  title: 'product launch',
  words: {
    'product launch': 5,
    'launch (?:of )?(?:the |our |a )?(?:new )?product': 5,
    'go[- ]to[- ]market': 5,
    'new product': 4,
    launch: 1.5,
    'bring .{1,30} to market': 4,
    'roll ?out': 1.5,
    release: 1,
  },
  phases: [
    {
      name: 'Strategy',
      tasks: [
        task('market', 'Study customers, market and competitors', [3, 5, 8], {
          role: 'marketing',
          makes: 'Market summary',
        }),
        task('position', 'Decide on positioning and messages', [2, 3, 5], {
          role: 'marketing',
          makes: 'Positioning on one page',
        }),
        task('price', 'Decide on price and packages', [2, 3, 5], {
          role: 'finance',
          after: ['market'],
          makes: 'Price list',
        }),
        task('goals', 'Set launch goals and budget', [1, 1, 2], {
          after: ['position'],
          makes: 'Goals, budget and owners',
        }),
      ],
    },
    {
      name: 'Preparation',
      tasks: [
        task('ready', 'Bring the product to release quality', [8, 12, 20], {
          role: 'development',
          after: [withStartOf('market')],
          makes: 'Release candidate',
        }),
        task('pilot', 'Run a pilot with first customers', [5, 8, 12], {
          role: 'sales',
          after: [withStartOf('ready', 8)],
          makes: 'Pilot feedback and references',
        }),
        task('material', 'Make sales and press material', [4, 6, 9], {
          role: 'marketing',
          after: ['goals', 'price'],
          makes: 'Deck, one-pager and press kit',
        }),
        task('page', 'Build the product page', [3, 4, 6], {
          role: 'development',
          after: ['position'],
          makes: 'Product page, not yet public',
        }),
        task('train', 'Train sales and support', [2, 3, 4], {
          role: 'sales',
          after: ['material'],
          makes: 'Trained teams, answers to usual questions',
        }),
        task('legal', 'Check contracts, claims and privacy', [1, 2, 4], {
          role: 'legal',
          after: ['price'],
          makes: 'Approved terms',
        }),
      ],
    },
    {
      name: 'Launch',
      tasks: [
        task('go', 'Decide go or no-go', [0.5, 0.5, 1], {
          after: ['ready', 'pilot', 'train', 'page', 'legal'],
          makes: 'Decision on record',
        }),
        task('announce', 'Brief press and customers ahead', [1, 2, 3], {
          role: 'marketing',
          after: ['go'],
          makes: 'Briefed contacts',
        }),
        milestone('launch', 'Launch day', { after: ['announce'] }),
        task('campaign', 'Run the launch campaign', [5, 8, 10], { role: 'marketing', makes: 'Campaign report' }),
        task('support', 'Watch support and quality closely', [5, 8, 10], {
          role: 'operations',
          after: ['launch'],
          makes: 'Daily status, fixed problems',
        }),
        task('learn', 'Look back and decide on what comes next', [1, 1, 2], {
          after: ['campaign', 'support'],
          makes: 'Lessons and next steps',
        }),
      ],
    },
  ],
};
