import { milestone, type Template, task, withStartOf } from './template.ts';

export const apiIntegration: Template = {
  name: 'api-integration',
  title: 'integration of two systems',
  words: {
    'integrat\\w*': 4,
    api: 3,
    webhook: 4,
    connect: 2,
    'sync\\w*': 3,
    interface: 2,
    connector: 4,
    'salesforce|stripe|hubspot|sap|slack|jira|paypal': 1.5,
  },
  phases: [
    {
      name: 'Clarify',
      tasks: [
        task('use', 'Agree on use cases and data', [1, 2, 3], { makes: 'List of use cases and fields' }),
        task('study', 'Study the other side’s API and limits', [1, 2, 3], {
          role: 'development',
          makes: 'Notes on limits and errors',
        }),
        task('access', 'Get accounts, keys and a sandbox', [1, 2, 6], {
          role: 'operations',
          after: ['use'],
          makes: 'Working test access',
        }),
        task('map', 'Map the data and decide on conflicts', [1, 2, 3], {
          role: 'development',
          after: ['study'],
          makes: 'Field mapping',
        }),
      ],
    },
    {
      name: 'Build',
      tasks: [
        task('client', 'Build the client with retries and limits', [2, 4, 6], {
          role: 'development',
          after: ['access', 'map'],
          makes: 'Client with tests',
        }),
        task('flows', 'Build the flows in both directions', [3, 5, 8], {
          role: 'development',
          makes: 'Flows that can be repeated safely',
        }),
        task('errors', 'Build monitoring, alerts and repair of errors', [1, 2, 4], {
          role: 'operations',
          after: [withStartOf('flows', 2)],
          makes: 'Alerts and a way to replay',
        }),
        task('security', 'Review security and privacy', [1, 1, 2], {
          role: 'legal',
          after: [withStartOf('flows', 2)],
          makes: 'Approved review',
        }),
      ],
    },
    {
      name: 'Prove and go live',
      tasks: [
        task('test', 'Test end to end with real cases', [2, 3, 5], {
          role: 'test',
          after: ['flows', 'errors'],
          makes: 'Test report',
        }),
        task('load', 'Load what is there already', [1, 2, 4], {
          role: 'development',
          after: ['test'],
          makes: 'Both sides in step',
        }),
        task('pilot', 'Run a pilot with few users', [3, 5, 7], {
          after: ['test', 'security'],
          makes: 'Pilot findings',
        }),
        milestone('live', 'Live for everybody', { after: ['load', 'pilot'] }),
        task('docs', 'Hand over with a short guide', [0.5, 1, 2], {
          role: 'content',
          after: ['live'],
          makes: 'Guide for users and for operation',
        }),
      ],
    },
  ],
};
