import type { Json } from './block-kit-rules.ts';
import { optionsOf } from './state.ts';
import type { Workspace } from './workspace.ts';

interface FieldPlace {
  user: string;
  messageTs?: string | undefined;
  viewId?: string | undefined;
  actionId: string;
}
/** What the application last offered for an external select: only that can be chosen. */
export interface Suggestions {
  remember(place: FieldPlace, options: Json[]): void;
  offered(place: FieldPlace, element: Json): Json[];
}

export function createSuggestions(workspace: Workspace): Suggestions {
  const rows = workspace.table<{ id: string; options: Json[] }>('suggestions', ({ id }) => id);
  const idOf = ({ user, messageTs, viewId, actionId }: FieldPlace) => `${user}:${viewId ?? messageTs}:${actionId}`;
  return {
    remember: (place, options) => rows.save({ id: idOf(place), options }),
    offered: (place, element) => [...optionsOf(element), ...(rows.get(idOf(place))?.options ?? [])],
  };
}
