import type { Method } from './api-arguments.ts';
import type { View } from './model.ts';
import type { Views } from './views.ts';
import { viewJson } from './wire.ts';
import type { Workspace } from './workspace.ts';

export function viewMethods(workspace: Workspace, views: Views): Record<string, Method> {
  const shown = (view: View) => ({ view: viewJson(workspace, view) });
  return {
    'views.open': ({ team, args }) =>
      shown(views.open(team, args.text('trigger_id'), args.json('view', 'invalid_arguments'))),
    'views.push': ({ team, args }) =>
      shown(views.push(team, args.text('trigger_id'), args.json('view', 'invalid_arguments'))),
    'views.publish': ({ team, args }) => {
      const user = args.text('user_id');
      return shown(views.publish(team, user, args.json('view', 'invalid_arguments'), args.optional('hash')));
    },
    'views.update': ({ team, args }) => {
      const viewId = args.optional('view_id');
      const externalId = args.optional('external_id');
      const hash = args.optional('hash');
      const target = {
        ...(viewId === undefined ? { externalId: externalId ?? args.text('view_id') } : { viewId }),
        ...(hash === undefined ? {} : { hash }),
      };
      return shown(views.update(team, target, args.json('view', 'invalid_arguments')));
    },
  };
}
