import { type FileDiff, unifiedPatch } from './diff.ts';
import type { Commit, CommitStats } from './history.ts';
import type { Branch } from './refs.ts';
import type { NoteRow, ProjectRow, UserRow } from './state.ts';

/** The JSON of GitLab's answers, under the names of its published schema. */
export function userEntity(user: UserRow, url: string) {
  return {
    id: user.id,
    username: user.username,
    public_email: null,
    name: user.name,
    state: 'active',
    locked: false,
    avatar_url: null,
    web_url: `${url}/${user.username}`,
  };
}

export function currentUserEntity(user: UserRow, email: string, url: string) {
  return {
    ...userEntity(user, url),
    created_at: user.createdAt,
    bio: '',
    location: null,
    bot: true,
    email,
    is_admin: false,
  };
}

export function projectEntity(project: ProjectRow, url: string) {
  const parts = project.path.split('/');
  const name = parts.at(-1) ?? project.path;
  const group = parts.slice(0, -1).join('/');
  const web = `${url}/${project.path}`;
  return {
    id: project.id,
    description: null,
    name,
    name_with_namespace: parts.join(' / '),
    path: name,
    path_with_namespace: project.path,
    created_at: project.createdAt,
    default_branch: project.defaultBranch,
    tag_list: [],
    topics: [],
    ssh_url_to_repo: `git@${new URL(url).hostname}:${project.path}.git`,
    http_url_to_repo: `${web}.git`,
    web_url: web,
    readme_url: null,
    forks_count: 0,
    avatar_url: null,
    star_count: 0,
    last_activity_at: project.createdAt,
    visibility: 'private',
    namespace: {
      id: project.id,
      name: parts.at(-2) ?? group,
      path: parts.at(-2) ?? group,
      kind: 'group',
      full_path: group,
      parent_id: null,
      avatar_url: null,
      web_url: `${url}/groups/${group}`,
    },
  };
}

export function projectWithAccessEntity(project: ProjectRow, url: string) {
  return {
    ...projectEntity(project, url),
    empty_repo: false,
    archived: false,
    issues_enabled: true,
    merge_requests_enabled: true,
    wiki_enabled: false,
    jobs_enabled: false,
    snippets_enabled: false,
    repository_access_level: 'enabled',
    merge_requests_access_level: 'enabled',
    can_create_merge_request_in: true,
    merge_method: 'merge',
    squash_option: 'default_off',
    only_allow_merge_if_pipeline_succeeds: false,
    only_allow_merge_if_all_discussions_are_resolved: false,
    remove_source_branch_after_merge: false,
    repository_object_format: 'sha1',
    import_status: 'none',
    permissions: { project_access: { access_level: 40, notification_level: 3 }, group_access: null },
  };
}

export function commitEntity(commit: Commit, projectUrl: string, withTrailers = false) {
  const trailers = withTrailers ? commit.trailers : [];
  const extended: Record<string, string[]> = {};
  for (const [key, value] of trailers) extended[key] = [...(extended[key] ?? []), value];
  return {
    id: commit.sha,
    short_id: commit.sha.slice(0, 8),
    created_at: commit.committer.date,
    parent_ids: commit.parents,
    title: commit.message.split('\n', 1)[0] ?? '',
    message: commit.message,
    author_name: commit.author.name,
    author_email: commit.author.email,
    authored_date: commit.author.date,
    committer_name: commit.committer.name,
    committer_email: commit.committer.email,
    committed_date: commit.committer.date,
    trailers: Object.fromEntries(trailers),
    extended_trailers: extended,
    web_url: `${projectUrl}/-/commit/${commit.sha}`,
  };
}

export function commitDetailEntity(
  commit: Commit,
  projectUrl: string,
  more: { projectId: number; stats?: CommitStats | undefined },
) {
  return {
    ...commitEntity(commit, projectUrl, true),
    ...(more.stats === undefined ? {} : { stats: more.stats }),
    status: null,
    project_id: more.projectId,
    last_pipeline: null,
  };
}

export function branchEntity(
  branch: Branch,
  commit: Commit,
  more: { merged: boolean; isDefault: boolean; projectUrl: string },
) {
  return {
    name: branch.name,
    commit: commitEntity(commit, more.projectUrl),
    merged: more.merged,
    protected: more.isDefault,
    developers_can_push: false,
    developers_can_merge: false,
    can_push: true,
    default: more.isDefault,
    web_url: `${more.projectUrl}/-/tree/${encodePath(branch.name)}`,
  };
}

export function diffEntity(diff: FileDiff, unidiff: boolean) {
  return {
    diff: unidiff ? unifiedPatch(diff) : diff.patch,
    collapsed: false,
    too_large: diff.tooLarge,
    new_path: diff.newPath,
    old_path: diff.oldPath,
    a_mode: diff.oldMode,
    b_mode: diff.newMode,
    new_file: diff.added,
    renamed_file: diff.renamed,
    deleted_file: diff.deleted,
    generated_file: null,
  };
}

export function noteEntity(note: NoteRow, more: { author: UserRow; iid: number; projectId: number; url: string }) {
  return {
    id: note.id,
    type: null,
    body: note.body,
    attachment: null,
    author: userEntity(more.author, more.url),
    created_at: note.createdAt,
    updated_at: note.createdAt,
    system: note.system === true,
    noteable_id: note.mergeRequestId,
    noteable_type: 'MergeRequest',
    project_id: more.projectId,
    noteable_iid: more.iid,
    resolvable: false,
    confidential: note.internal,
    internal: note.internal,
    imported: false,
    imported_from: 'none',
    commands_changes: {},
  };
}

export const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/');
