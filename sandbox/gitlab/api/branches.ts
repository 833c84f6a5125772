import { z } from 'zod';
import { moveBranch } from '../branch-moves.ts';
import { branchEntity } from '../entities.ts';
import { notFound, refused } from '../errors.ts';
import { log } from '../history.ts';
import { refreshMergeRequests } from '../merge-requests.ts';
import { isBranchName } from '../names.ts';
import { startPushedPipeline } from '../pipelines.ts';
import { type Branch, branchRef, listBranches, moveRef, resolveCommit } from '../refs.ts';
import type { Operations, ProjectCall } from './call.ts';
import { pages } from './parameters.ts';

export function registerBranches({ inProject }: Operations): void {
  inProject('get', '/repository/branches', async (call) => {
    const query = call.parameters({
      ...pages,
      search: z.string().default(''),
      sort: z.enum(['name_asc', 'updated_asc', 'updated_desc']).default('name_asc'),
    });
    const found = (await listBranches(call.repository, [`--sort=${order[query.sort]}`])).filter(matches(query.search));
    return present(call, call.paginate(query, found));
  });

  inProject('get', '/repository/branches/:branch', async (call) => {
    call.parameters({});
    const [entity] = await present(call, [await findBranch(call)]);
    return entity;
  });

  inProject('post', '/repository/branches', async (call) => {
    const { branch, ref } = call.parameters({ branch: z.string().min(1), ref: z.string().min(1) });
    const sha = await createBranch(call, branch, ref);
    await startPushedPipeline(call.workshop, call.project, { ref: branch, sha, by: call.user });
    const [entity] = await present(call, [{ name: branch, sha }]);
    return entity;
  });

  inProject('delete', '/repository/branches/:branch', async (call) => {
    call.parameters({});
    const branch = await findBranch(call);
    if (branch.name === call.project.defaultBranch) {
      throw refused(400, 'The default branch of a project cannot be deleted.');
    }
    await refreshMergeRequests(call.workshop, call.project);
    const removed = await moveRef(call.repository, branchRef(branch.name), { from: branch.sha, to: undefined });
    if (!removed) throw refused(400, 'Failed to remove branch');
    call.state.record('branchDeletions');
    call.response.status(204).end();
  });
}

const order = { name_asc: 'refname', updated_asc: 'committerdate', updated_desc: '-committerdate' };

/** `^term` and `term$` bind to an end of the name. */
function matches(search: string): (branch: Branch) => boolean {
  const term = search.toLowerCase();
  if (term.startsWith('^')) return ({ name }) => name.toLowerCase().startsWith(term.slice(1));
  if (term.endsWith('$')) return ({ name }) => name.toLowerCase().endsWith(term.slice(0, -1));
  return ({ name }) => name.toLowerCase().includes(term);
}

async function findBranch({ request, repository }: ProjectCall): Promise<Branch> {
  const name = String(request.params.branch);
  if (!isBranchName(name)) throw refused(400, 'The branch refname is invalid');
  const branch = (await listBranches(repository)).find((candidate) => candidate.name === name);
  if (branch === undefined) throw notFound('Branch');
  return branch;
}

async function createBranch(
  { repository, workshop, project }: ProjectCall,
  name: string,
  ref: string,
): Promise<string> {
  if (!isBranchName(name)) throw refused(400, 'Branch name is invalid');
  const existing = (await listBranches(repository)).map((branch) => branch.name);
  if (existing.includes(name)) throw refused(400, 'Branch already exists');
  if (existing.some((other) => other.startsWith(`${name}/`) || name.startsWith(`${other}/`))) {
    throw refused(400, `Failed to create branch '${name}': Branch name conflicts with existing branch hierarchy.`);
  }
  const sha = await resolveCommit(repository, ref);
  if (sha === undefined) throw refused(400, `Failed to create branch '${name}': invalid reference name '${ref}'`);
  const move = { branch: name, from: undefined, to: sha, isNewCommit: false };
  if (!(await moveBranch(workshop, project, move))) throw refused(400, 'Branch already exists');
  return sha;
}

async function present({ repository, project, workshop }: ProjectCall, branches: Branch[]) {
  if (branches.length === 0) return [];
  const projectUrl = `${workshop.url()}/${project.path}`;
  const commits = await log(repository, ['--no-walk=unsorted', ...new Set(branches.map((branch) => branch.sha))]);
  const merged = new Set(
    (await listBranches(repository, [`--merged=refs/heads/${project.defaultBranch}`])).map(({ name }) => name),
  );
  return branches.map((branch) => {
    const commit = commits.find(({ sha }) => sha === branch.sha);
    if (commit === undefined) throw notFound('Commit');
    const isDefault = branch.name === project.defaultBranch;
    return branchEntity(branch, commit, { isDefault, merged: !isDefault && merged.has(branch.name), projectUrl });
  });
}
