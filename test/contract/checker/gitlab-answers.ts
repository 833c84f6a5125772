/** Answers as GitLab gives them, complete enough for the published schema and for the client's types. */
const at = '2026-03-01T09:30:00.000Z';
const sha = '8f1c2d3e4b5a69788796a5b4c3d2e1f001122334';
const web = 'https://gitlab.example.com/platform/api';

const person = {
  id: 7,
  username: 'ada',
  name: 'Ada Green',
  state: 'active',
  avatar_url: null,
  web_url: 'https://gitlab.example.com/ada',
};

export const commit = {
  id: sha,
  short_id: sha.slice(0, 8),
  created_at: at,
  parent_ids: [],
  title: 'Fix the login',
  message: 'Fix the login',
  author_name: person.name,
  author_email: 'ada@example.com',
  authored_date: at,
  committer_name: person.name,
  committer_email: 'ada@example.com',
  committed_date: at,
  web_url: `${web}/-/commit/${sha}`,
};

export const branch = {
  name: 'fix-login',
  commit,
  merged: false,
  protected: false,
  developers_can_push: false,
  developers_can_merge: false,
  can_push: true,
  default: false,
  web_url: `${web}/-/tree/fix-login`,
};

export const project = {
  id: 42,
  name: 'API',
  path: 'api',
  path_with_namespace: 'platform/api',
  name_with_namespace: 'Platform / API',
  default_branch: 'main',
  visibility: 'private',
  created_at: at,
  web_url: web,
};

export const mergeRequest = {
  id: 900,
  iid: 3,
  project_id: 42,
  title: 'Fix the login',
  description: null,
  state: 'opened',
  created_at: at,
  updated_at: at,
  merged_by: null,
  merged_at: null,
  closed_by: null,
  closed_at: null,
  target_branch: 'main',
  source_branch: 'fix-login',
  user_notes_count: 0,
  upvotes: 0,
  downvotes: 0,
  author: person,
  assignee: null,
  assignees: [],
  reviewers: [],
  source_project_id: 42,
  target_project_id: 42,
  labels: [],
  draft: false,
  work_in_progress: false,
  milestone: null,
  merge_when_pipeline_succeeds: false,
  merge_status: 'can_be_merged',
  detailed_merge_status: 'mergeable',
  sha,
  merge_commit_sha: null,
  squash_commit_sha: null,
  discussion_locked: null,
  should_remove_source_branch: null,
  force_remove_source_branch: false,
  prepared_at: at,
  reference: '!3',
  references: { short: '!3', relative: '!3', full: 'platform/api!3' },
  web_url: `${web}/-/merge_requests/3`,
  time_stats: { time_estimate: 0, total_time_spent: 0, human_time_estimate: null, human_total_time_spent: null },
  squash: false,
  task_completion_status: { count: 0, completed_count: 0 },
  has_conflicts: false,
  blocking_discussions_resolved: true,
};

export const openedMergeRequest = {
  ...mergeRequest,
  subscribed: true,
  changes_count: '1',
  latest_build_started_at: null,
  latest_build_finished_at: null,
  first_deployed_to_production_at: null,
  head_pipeline: null,
  diff_refs: { base_sha: sha, head_sha: sha, start_sha: sha },
  merge_error: null,
  first_contribution: false,
  user: { can_merge: true },
};

export const note = {
  id: 55,
  body: 'Looks good',
  attachment: null,
  author: person,
  created_at: at,
  updated_at: at,
  system: false,
  noteable_id: 900,
  noteable_type: 'MergeRequest',
  project_id: 42,
  resolvable: false,
  noteable_iid: 3,
};

export const discussion = {
  id: '6a9c1750b37d513a43987b574953fceb50b03ce7',
  individual_note: false,
  notes: [{ ...note, type: 'DiffNote', resolvable: true }],
};

export const blob = {
  basename: 'login',
  data: 'export function login() {',
  path: 'src/login.ts',
  filename: 'src/login.ts',
  id: null,
  ref: 'main',
  startline: 12,
  project_id: 42,
};
