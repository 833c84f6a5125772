import { milestone, type Template, task, withStartOf } from './template.ts';

export const migration: Template = {
  name: 'migration',
  title: 'migration to a new system',
  words: {
    'migrat\\w*': 5,
    'move to the cloud': 5,
    'to the cloud': 4,
    'switch (?:over )?to': 2,
    'upgrade (?:to|of|our|the)': 3,
    'replace (?:our|the) .{1,30}(?:system|database|erp|crm)': 4,
    'new (?:crm|erp|system|database)': 3,
    aws: 2,
    azure: 2,
    gcp: 2,
    kubernetes: 3,
    'postgres\\w*': 2,
    sunset: 2,
    'phase out': 2,
  },
  phases: [
    {
      name: 'Assess',
      tasks: [
        task('inventory', 'List systems, data, users and dependencies', [3, 5, 8], {
          role: 'operations',
          makes: 'Inventory with owners',
        }),
        task('target', 'Design the target and its security', [3, 5, 8], { role: 'operations', makes: 'Target design' }),
        task('risks', 'Agree on risks, downtime and the way back', [1, 2, 3], {
          after: ['inventory'],
          makes: 'Migration strategy',
        }),
        task('cost', 'Estimate cost and get the budget', [1, 2, 4], {
          role: 'finance',
          after: ['target'],
          makes: 'Approved budget',
        }),
      ],
    },
    {
      name: 'Prepare',
      tasks: [
        task('build', 'Set up the target with access and monitoring', [4, 6, 10], {
          role: 'operations',
          after: ['target', 'cost'],
          makes: 'Target that is ready for data',
        }),
        task('scripts', 'Write and test the data migration', [5, 8, 12], {
          role: 'development',
          after: ['target'],
          makes: 'Repeatable migration with checks',
        }),
        task('adapt', 'Adapt applications and interfaces', [4, 7, 12], {
          role: 'development',
          after: ['target'],
          makes: 'Applications that run on both',
        }),
        task('backup', 'Take backups and practise the way back', [1, 2, 3], {
          role: 'operations',
          after: ['build'],
          makes: 'Restored backup on record',
        }),
      ],
    },
    {
      name: 'Rehearse',
      tasks: [
        task('rehearse', 'Rehearse the migration in full', [2, 3, 5], {
          role: 'operations',
          after: ['build', 'scripts', 'adapt', 'backup', 'risks'],
          makes: 'Timed run with differences',
        }),
        task('test', 'Test functions, load and security', [3, 4, 6], { role: 'test', makes: 'Test report' }),
        task('fix', 'Mend what was found', [2, 3, 5], { role: 'development', makes: 'Ready for the switch' }),
        task('inform', 'Inform and train the users', [2, 3, 4], {
          role: 'people',
          after: [withStartOf('test')],
          makes: 'Announcement and short guide',
        }),
      ],
    },
    {
      name: 'Switch',
      tasks: [
        task('freeze', 'Freeze changes and migrate', [0.5, 1, 2], {
          role: 'operations',
          after: ['fix', 'inform'],
          makes: 'Migrated data, checked',
        }),
        milestone('live', 'New system is live'),
        task('watch', 'Watch closely and help users', [3, 5, 8], { role: 'operations', makes: 'Stable operation' }),
        task('retire', 'Switch off and archive the old system', [1, 2, 3], {
          role: 'operations',
          makes: 'Old system is off, data kept as required',
        }),
      ],
    },
  ],
};
