import { milestone, type Template, task, withStartOf } from './template.ts';

export const marketingCampaign: Template = {
  name: 'marketing-campaign',
  title: 'marketing campaign',
  words: {
    campaign: 4,
    newsletter: 4,
    'social media': 4,
    'advert(?:ising|s)?': 4,
    'brand(?:ing| awareness)?': 3,
    promotion: 3,
    marketing: 2,
    'lead generation': 4,
    webinar: 3,
    seo: 3,
  },
  phases: [
    {
      name: 'Plan',
      tasks: [
        task('goal', 'Set goal, audience and budget', [1, 2, 3], { makes: 'Campaign brief' }),
        task('message', 'Find message and idea', [2, 3, 5], { role: 'marketing', makes: 'Idea that is agreed on' }),
        task('channels', 'Choose channels and dates', [1, 1, 2], {
          role: 'marketing',
          after: ['goal'],
          makes: 'Media plan',
        }),
      ],
    },
    {
      name: 'Make',
      tasks: [
        task('texts', 'Write texts and posts', [2, 4, 6], {
          role: 'content',
          after: ['message', 'channels'],
          makes: 'Texts in all formats',
        }),
        task('visuals', 'Make pictures and videos', [3, 5, 8], {
          role: 'design',
          after: ['message'],
          makes: 'Pictures and videos in all formats',
        }),
        task('landing', 'Build the landing page and tracking', [2, 3, 5], {
          role: 'development',
          after: ['message'],
          makes: 'Page that counts what arrives',
        }),
        task('approve', 'Have everything checked and approved', [1, 2, 3], {
          role: 'legal',
          after: ['texts', 'visuals', 'landing'],
          makes: 'Approved material',
        }),
      ],
    },
    {
      name: 'Run',
      tasks: [
        task('set-up', 'Set up ads, mailings and posts', [1, 2, 3], {
          role: 'marketing',
          makes: 'Everything scheduled',
        }),
        milestone('start', 'Campaign starts'),
        task('run', 'Run the campaign', [10, 15, 20], { role: 'marketing', makes: 'Published campaign' }),
        task('adjust', 'Watch the figures and adjust', [8, 12, 16], {
          role: 'marketing',
          after: [withStartOf('run', 2)],
          makes: 'Weekly figures and changes',
        }),
        task('report', 'Report results against the goal', [1, 2, 3], {
          role: 'marketing',
          after: ['run', 'adjust'],
          makes: 'Report with lessons',
        }),
      ],
    },
  ],
};
