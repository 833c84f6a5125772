import { Gitlab } from '@gitbeaker/rest';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { recordOperations } from '../../harness/operations.ts';
import { type CannedServer, startCannedServer } from './canned-server.ts';
import { loadContract } from './contract.ts';
import * as answers from './gitlab-answers.ts';
import { type ContractProxy, startContractProxy } from './proxy.ts';

const basePath = '/gitlab/api/v4';
const project = `${basePath}/projects/platform%2Fapi`;
const mergeRequest = `${project}/merge_requests/3`;

let server: CannedServer;
let proxy: ContractProxy;
let client: InstanceType<typeof Gitlab<false>>;

beforeAll(async () => {
  server = await startCannedServer({
    [`GET ${project}`]: [200, answers.project],
    [`POST ${project}/repository/branches`]: [201, answers.branch],
    [`GET ${project}/repository/branches`]: [200, [answers.branch]],
    [`DELETE ${project}/repository/branches/fix%2Flogin`]: [204, undefined],
    [`DELETE ${project}/repository/files/src%2Fold%20login.ts`]: [204, undefined],
    [`POST ${project}/repository/commits`]: [201, answers.commit],
    [`POST ${project}/merge_requests`]: [201, answers.openedMergeRequest],
    [`GET ${project}/merge_requests`]: [200, [answers.mergeRequest]],
    [`GET ${mergeRequest}`]: [200, answers.openedMergeRequest],
    [`POST ${mergeRequest}/notes`]: [201, answers.note],
    [`POST ${mergeRequest}/discussions`]: [201, answers.discussion],
    [`GET ${project}/search`]: [200, [answers.blob]],
    [`GET ${basePath}/metadata`]: [200, { version: '18.5.0', revision: '0a1b2c3d' }],
  });
  proxy = await startContractProxy({ contract: loadContract('gitlab'), target: server.url, basePath });
  client = new Gitlab({ host: `${proxy.url}/gitlab`, token: 'glpat-test' });
});

afterAll(async () => {
  await proxy.close();
  recordOperations(inject('operationsFile'), 'gitlab', proxy.seen);
  await server.close();
});

const position = {
  positionType: 'text',
  baseSha: answers.commit.id,
  headSha: answers.commit.id,
  startSha: answers.commit.id,
  newPath: 'src/login.ts',
  oldPath: 'src/login.ts',
  newLine: '12',
} as const;

const calls: Record<string, () => Promise<unknown>> = {
  'GET /projects/{id}': () => client.Projects.show('platform/api'),
  'POST /projects/{id}/repository/branches': () => client.Branches.create('platform/api', 'fix-login', 'main'),
  'GET /projects/{id}/repository/branches': () => client.Branches.all('platform/api', { perPage: 20, search: 'fix' }),
  'DELETE /projects/{id}/repository/branches/{branch}': () => client.Branches.remove('platform/api', 'fix/login'),
  'DELETE /projects/{id}/repository/files/{file_path}': () =>
    client.RepositoryFiles.remove('platform/api', 'src/old login.ts', 'fix-login', 'Drop the old login'),
  'POST /projects/{id}/repository/commits': () =>
    client.Commits.create('platform/api', 'fix-login', 'Fix the login', [
      { action: 'update', filePath: 'src/login.ts', content: 'export {};\n', encoding: 'text' },
      { action: 'move', filePath: 'src/b.ts', previousPath: 'src/a.ts' },
    ]),
  'POST /projects/{id}/merge_requests': () =>
    client.MergeRequests.create('platform/api', 'fix-login', 'main', 'Fix the login', {
      removeSourceBranch: true,
      labels: ['bug', 'login'],
    }),
  'GET /projects/{id}/merge_requests': () =>
    client.MergeRequests.all({ projectId: 'platform/api', sourceBranch: 'fix-login', state: 'opened' }),
  'GET /projects/{id}/merge_requests/{merge_request_iid}': () => client.MergeRequests.show('platform/api', 3),
  'POST /projects/{id}/merge_requests/{merge_request_iid}/notes': () =>
    client.MergeRequestNotes.create('platform/api', 3, 'Looks good'),
  'POST /projects/{id}/merge_requests/{merge_request_iid}/discussions': () =>
    client.MergeRequestDiscussions.create('platform/api', 3, 'Why?', { position }),
  'GET /projects/{id}/search': () => client.Search.all('blobs', 'login', { projectId: 'platform/api' }),
  'GET /metadata': () => client.Metadata.show(),
};

describe('@gitbeaker/rest through the contract proxy', () => {
  it.each(Object.entries(calls))('%s satisfies the contract', async (operation, call) => {
    const before = proxy.violations.length;
    await call();
    expect(proxy.violations.slice(before)).toEqual([]);
    expect(proxy.seen.get(operation)).toBe(1);
  });

  it('reports a field that GitLab does not know, and still passes the request on', async () => {
    const before = proxy.violations.length;
    await client.MergeRequests.create('platform/api', 'fix-login', 'main', 'Fix', { colour: 'red' } as object);
    expect(proxy.violations.slice(before)).toMatchObject([
      { side: 'request', place: 'body', message: expect.stringContaining('"colour"') },
    ]);
    expect(JSON.parse(server.received.at(-1)?.body ?? '')).toMatchObject({ colour: 'red' });
  });

  it('accepts the errors that every operation may answer', async () => {
    const before = proxy.violations.length;
    await expect(client.Branches.show('platform/api', 'absent')).rejects.toThrow('Not Found');
    expect(proxy.violations.slice(before)).toEqual([]);
  });
});
