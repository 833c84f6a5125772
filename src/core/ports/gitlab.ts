export interface FileChange {
  action: 'create' | 'update' | 'delete' | 'move';
  path: string;
  /** Where a moved file was. */
  previousPath?: string | undefined;
  /** The whole new text; absent for a deletion. */
  content?: string | undefined;
  /** Set when the change makes the file executable or takes that away. */
  executable?: boolean | undefined;
}
export interface Branch {
  name: string;
  /** The commit at its head. */
  commit: string;
  isDefault: boolean;
  isProtected: boolean;
  url: string;
}
export interface Commit {
  id: string;
  title: string;
  message: string;
}
export interface Comparison {
  commits: Commit[];
  /** Unified diff of all files, in git's form. */
  diff: string;
  files: number;
}
export interface MergeRequest {
  iid: number;
  url: string;
  title: string;
  description: string;
  state: 'opened' | 'closed' | 'merged' | 'locked';
  source: string;
  target: string;
}
export type PipelineState = 'running' | 'waiting' | 'passed' | 'failed' | 'canceled' | 'skipped';
export interface Pipeline {
  id: number;
  state: PipelineState;
  url: string;
}
export interface Comment {
  /** Grows with each comment. */
  id: number;
  author: string;
  text: string;
  at: Date;
}
/** A merge request with what goes on around it. */
export interface MergeRequestStatus extends MergeRequest {
  /** Who merged or closed it; empty as long as it is open, or when nobody knows. */
  endedBy: string;
  /** The newest of the commit that it stands at. */
  pipeline: Pipeline | undefined;
  approvers: readonly string[];
  /** What people wrote for everybody, oldest first: the latest ones. */
  comments: readonly Comment[];
}
/** Nothing more is going to happen to it. */
export const isMergeRequestOver = ({ state }: Pick<MergeRequestStatus, 'state'>): boolean =>
  state === 'merged' || state === 'closed';

export interface Issue {
  iid: number;
  url: string;
  title: string;
  description: string;
  state: 'opened' | 'closed';
}
/** Somebody who is in a project. */
export interface ProjectPerson {
  id: number;
  username: string;
  name: string;
}
/** A place where a text stands, as the vendor's search tells it. */
export interface CodeHit {
  path: string;
}
export interface FileText {
  content: string;
  executable: boolean;
}
export interface TreeRequest {
  project: string;
  commit: string;
  /** Only what is below it is looked at; empty for everything. */
  folder: string;
  isWanted(path: string): boolean;
  /** Of the files that are wanted, and of all bytes below the folder. */
  limits: { files: number; bytes: number };
  /** Called as it goes on; `of` is how many there are, once that is known. */
  progress?(done: number, of: number | undefined): void;
}
/** All wanted files of a commit, read whole. */
export interface TreeRead {
  texts: ReadonlyMap<string, FileText>;
  /** Binary, in another encoding than UTF-8, or too large to be changed: their bytes. */
  others: ReadonlyMap<string, Uint8Array>;
}

/** GitLab in our words. All methods throw `AppError('upstream.…')`; `undefined` means that it is clearly not there. */
export interface GitLab {
  /** Projects of this account, by full path. */
  project(path: string): Promise<{ path: string; defaultBranch: string; url: string }>;
  branch(project: string, name: string): Promise<Branch | undefined>;
  commit(project: string, id: string): Promise<Commit | undefined>;
  /** A file's text at a commit or branch. Binary files and files over `maxBytes` are refused with `input.invalid`. */
  file(project: string, path: string, ref: string): Promise<FileText | undefined>;
  /** Everything that is wanted below a folder; `undefined` when it is more than the limits. Links and submodules are no files. */
  readTree(request: TreeRequest): Promise<TreeRead | undefined>;
  /**
   * Paths of files that contain the text, in any letter case, at the head of a branch. At most `limit`. Not to be relied on
   * for absence: words that are everywhere, parts of words and signs may be missed. `undefined`: it cannot be searched for.
   */
  search(project: string, text: string, ref: string, limit: number): Promise<CodeHit[] | undefined>;
  compare(project: string, base: string, head: string): Promise<Comparison>;
  /** One commit on a new branch, in one call: refused by the vendor when the branch exists. */
  createBranchWithCommit(request: {
    project: string;
    branch: string;
    startCommit: string;
    message: string;
    changes: readonly FileChange[];
  }): Promise<{ commit: string; url: string }>;
  deleteBranch(project: string, name: string): Promise<void>;
  openMergeRequest(request: {
    project: string;
    source: string;
    target: string;
    title: string;
    description: string;
  }): Promise<MergeRequest>;
  /** Merge requests of a source branch in any state, newest first. */
  mergeRequestsOf(project: string, source: string): Promise<MergeRequest[]>;
  closeMergeRequest(project: string, iid: number): Promise<void>;
  mergeRequestStatus(project: string, iid: number): Promise<MergeRequestStatus | undefined>;
  /** Paths of all files at a commit or branch. */
  paths(project: string, ref: string): Promise<string[]>;
  createIssue(request: {
    project: string;
    title: string;
    description: string;
    labels: readonly string[];
    /** ISO date; empty without one. */
    dueDate: string;
    assignees: readonly number[];
  }): Promise<Issue>;
  issue(project: string, iid: number): Promise<Issue | undefined>;
  /** Issues that this account made, in any state, newest first. Refused when there are too many to be looked through. */
  ownIssues(project: string, label: string): Promise<Issue[]>;
  /** Closes it, with another description. */
  closeIssue(project: string, iid: number, description: string): Promise<void>;
  /** People whom something in the project can be assigned to. */
  people(project: string): Promise<ProjectPerson[]>;
}
