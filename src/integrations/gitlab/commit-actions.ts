import type { FileChange } from '../../core/index.ts';

export interface CommitAction {
  action: 'create' | 'update' | 'delete' | 'move' | 'chmod';
  filePath: string;
  previousPath?: string;
  content?: string;
  execute_filemode?: boolean;
}

function contentAction({ action, path, previousPath, content }: FileChange): CommitAction[] {
  if (action === 'update' && content === undefined) return [];
  return [
    {
      action,
      filePath: path,
      ...(action === 'move' && previousPath !== undefined ? { previousPath } : {}),
      ...(content === undefined ? {} : { content }),
    },
  ];
}

/** GitLab considers a mode only in an action of its own. */
export function toActions(change: FileChange): CommitAction[] {
  const { action, path, executable } = change;
  const actions = contentAction(change);
  if (executable === undefined || action === 'delete') return actions;
  return [...actions, { action: 'chmod', filePath: path, execute_filemode: executable }];
}
