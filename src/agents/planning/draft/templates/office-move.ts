import { milestone, type Template, task, withStartOf } from './template.ts';

export const officeMove: Template = {
  name: 'office-move',
  title: 'office move',
  words: {
    'office move': 6,
    'move (?:the |our |to (?:a |the )?(?:new )?)?(?:office|premises|building|headquarters)': 6,
    'new (?:office|premises|headquarters)': 5,
    'relocat\\w*': 5,
    'moving (?:house|office)': 5,
    'refurbish\\w*': 3,
    warehouse: 2,
    'open an? .{0,20}(?:office|branch|store)': 4,
  },
  phases: [
    {
      name: 'Plan',
      tasks: [
        task('needs', 'Agree on needs, date and budget', [2, 3, 5], { makes: 'List of needs and budget' }),
        task('contracts', 'Check leases and notice periods', [1, 2, 3], {
          role: 'legal',
          after: ['needs'],
          makes: 'List of dates and duties',
        }),
        task('layout', 'Plan rooms, desks and power', [3, 4, 7], {
          role: 'design',
          after: ['needs'],
          makes: 'Floor plan',
        }),
        task('mover', 'Choose the moving company', [3, 5, 8], {
          role: 'operations',
          after: ['needs'],
          makes: 'Signed order',
        }),
      ],
    },
    {
      name: 'Prepare',
      tasks: [
        task('network', 'Order internet, phones and access control', [10, 15, 25], {
          role: 'operations',
          after: ['layout'],
          makes: 'Working lines at the new place',
        }),
        task('furniture', 'Order furniture and fittings', [8, 12, 20], {
          role: 'operations',
          after: ['layout'],
          makes: 'Delivered furniture',
        }),
        task('fit-out', 'Paint, wire and fit out the rooms', [5, 8, 12], {
          role: 'operations',
          after: ['layout', 'contracts'],
          makes: 'Rooms ready to move into',
        }),
        task('address', 'Tell customers, authorities and suppliers', [2, 3, 5], {
          role: 'content',
          after: ['contracts'],
          makes: 'Changed address everywhere',
        }),
        task('staff', 'Inform the staff and plan the packing', [1, 2, 3], {
          role: 'people',
          after: ['layout', 'mover'],
          makes: 'Guide for the move',
        }),
      ],
    },
    {
      name: 'Move',
      tasks: [
        task('pack', 'Pack and label', [1, 2, 3], {
          role: 'people',
          after: ['staff', 'network', 'furniture', 'fit-out'],
          makes: 'Labelled boxes',
        }),
        task('move', 'Move and set up workplaces', [1, 2, 3], { role: 'operations', makes: 'Working desks' }),
        task('check', 'Test network, power and safety', [0.5, 1, 2], {
          role: 'test',
          after: [withStartOf('move', 1), 'move'],
          makes: 'Checked workplaces',
        }),
        milestone('first-day', 'First day in the new place'),
        task('help', 'Help with what does not work yet', [2, 3, 5], {
          role: 'operations',
          makes: 'Closed list of problems',
        }),
        task('hand-back', 'Clean and hand back the old place', [1, 2, 4], {
          role: 'operations',
          after: ['move'],
          makes: 'Signed hand-over',
        }),
      ],
    },
  ],
};
