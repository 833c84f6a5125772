import type { SlackDriver } from './drive.ts';
import type { Files } from './files.ts';
import type { Hooks } from './hooks.ts';
import type { Scopes } from './scopes.ts';
import type { Workspace } from './workspace.ts';

/** What the chat page and its data are made from. */
export interface PageParts {
  workspace: Workspace;
  drive: SlackDriver;
  hooks: Hooks;
  files: Files;
  scopes: Scopes;
  url: () => string;
}
