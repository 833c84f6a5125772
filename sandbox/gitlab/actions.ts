import { refused } from './errors.ts';
import { type PathFault, pathFault } from './names.ts';
import type { Repository } from './repository.ts';
import { listTree } from './tree.ts';

export interface CommitAction {
  action: 'create' | 'update' | 'delete' | 'move' | 'chmod';
  file_path: string;
  previous_path?: string | undefined;
  content?: string | undefined;
  encoding: 'text' | 'base64';
  execute_filemode?: boolean | undefined;
  last_commit_id?: string | undefined;
}

interface Entry {
  mode: string;
  sha: string;
}

const faults: Record<PathFault, (path: string) => string> = {
  empty: () => 'You must provide a file path',
  traversal: () => 'Path cannot include directory traversal',
  invalid: (path) => `invalid path: '${path}'`,
};

/** Plays the actions over the parent's files, one after the other; the answer is what the new tree changes (`undefined`: gone). */
export async function applyActions(
  repository: Repository,
  parent: string,
  actions: CommitAction[],
): Promise<Map<string, Entry | undefined>> {
  const listed = (await listTree(repository, parent, { recursive: true })) ?? [];
  const files = new Map<string, Entry>();
  for (const { path, mode, sha, type } of listed) if (type !== 'tree') files.set(path, { mode, sha });
  const changes = new Map<string, Entry | undefined>();
  const set = (path: string, entry: Entry | undefined) => {
    changes.set(path, entry);
    if (entry === undefined) files.delete(path);
    else files.set(path, entry);
  };
  for (const action of actions) await apply(action, { repository, files, set });
  return changes;
}

interface Workspace {
  repository: Repository;
  files: Map<string, Entry>;
  set(path: string, entry: Entry | undefined): void;
}

async function apply(action: CommitAction, workspace: Workspace): Promise<void> {
  const { repository, files, set } = workspace;
  const path = checked(action.file_path);
  switch (action.action) {
    case 'create':
      requireFree(files, path);
      return set(path, { mode: modeOf(action.execute_filemode), sha: await writeBlob(repository, action) });
    // As GitLab documents it, an update or a move leaves the mode alone: that takes an action of its own.
    case 'update':
      return set(path, { mode: required(files, path).mode, sha: await writeBlob(repository, action) });
    case 'delete':
      required(files, path);
      return set(path, undefined);
    case 'chmod':
      return set(path, { ...required(files, path), mode: modeOf(action.execute_filemode) });
    case 'move': {
      const previous = checked(action.previous_path ?? '');
      const old = required(files, previous);
      set(previous, undefined);
      requireFree(files, path);
      const sha = action.content === undefined ? old.sha : await writeBlob(repository, action);
      return set(path, { mode: old.mode, sha });
    }
  }
}

function checked(given: string): string {
  const path = given.replace(/^\//, '');
  const fault = pathFault(path);
  if (fault !== undefined) throw refused(400, faults[fault](given));
  return path;
}

function required(files: Map<string, Entry>, path: string): Entry {
  const entry = files.get(path);
  if (entry === undefined) throw refused(400, "A file with this name doesn't exist");
  return entry;
}

function requireFree(files: Map<string, Entry>, path: string): void {
  const parts = path.split('/');
  const taken = parts.some((_, index) => files.has(parts.slice(0, index + 1).join('/')));
  if (taken) throw refused(400, 'A file with this name already exists');
  for (const file of files.keys()) {
    if (file.startsWith(`${path}/`)) throw refused(400, 'A directory with this name already exists');
  }
}

const modeOf = (executable: boolean | undefined): string => (executable === true ? '100755' : '100644');

async function writeBlob(repository: Repository, { content = '', encoding }: CommitAction): Promise<string> {
  const input = encoding === 'base64' ? decode(content) : Buffer.from(content);
  return (await repository.text(['hash-object', '-w', '--stdin'], { input })).trim();
}

function decode(content: string): Buffer {
  const plain = content.replace(/\s/g, '');
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(plain)) {
    throw refused(400, 'illegal base64 data');
  }
  return Buffer.from(plain, 'base64');
}
