import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/index.ts';
import { waitFor } from '../../harness/wait-for.ts';
import { createGitLabWorld, type GitLabWorld, project } from './world.ts';

let world: GitLabWorld;
let head = '';
beforeAll(async () => {
  world = await createGitLabWorld({ 'README.md': '# Adjutant\n' }, { timeoutMs: 400 });
  head = (await world.gitlab.branch(project, 'main'))?.commit ?? '';
});
afterAll(() => world.close());
beforeEach(() => {
  world.requests.length = 0;
});

async function errorOf(work: Promise<unknown>): Promise<AppError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof AppError) return error;
  throw new Error(`expected an AppError, got ${String(error)}`);
}
const read = () => world.gitlab.project(project);
const write = (branch = 'b') =>
  world.gitlab.createBranchWithCommit({
    project,
    branch,
    startCommit: head,
    message: 'm',
    changes: [{ action: 'create', path: `${branch}.txt`, content: 'x' }],
  });

describe('an error of GitLab', () => {
  it.each([
    [400, 'upstream.refused', 1],
    [401, 'upstream.unauthorized', 1],
    [403, 'upstream.refused', 1],
    [404, 'upstream.not-found', 1],
    [409, 'upstream.conflict', 1],
    [422, 'upstream.refused', 1],
    [429, 'upstream.rate-limited', 3],
    [500, 'upstream.unavailable', 3],
    [502, 'upstream.unavailable', 3],
    [503, 'upstream.unavailable', 3],
  ] as const)('%i is %s, and a read is tried %i times', async (status, code, tries) => {
    world.fault({ kind: 'status', status, times: tries });
    expect(await errorOf(read())).toMatchObject({ code });
    expect(world.requests).toHaveLength(tries);
    expect(await read()).toMatchObject({ path: project });
  });

  it.each([400, 409, 429, 500, 502, 503] as const)('%i to a write is not answered by a second one', async (status) => {
    world.fault({ kind: 'status', status, times: 1 });
    await errorOf(write(`s${status}`));
    expect(world.requests).toEqual(['POST /projects/aurora/adjutant/repository/commits']);
  });

  it('is forgotten when a read succeeds later', async () => {
    world.fault({ kind: 'status', status: 502, times: 2 });
    expect(await read()).toMatchObject({ path: project });
    expect(world.requests).toHaveLength(3);
  });

  it('says how long to wait', async () => {
    world.fault({ kind: 'status', status: 429, times: 1 });
    expect(await errorOf(write())).toMatchObject({ retryAfterMs: 1_000, message: 'GitLab asks to wait 1 s.' });
  });

  it.each(['drop-before', 'drop-after'] as const)('leaves a write in doubt after %s', async (kind) => {
    world.fault({ kind, times: 1, method: 'POST' });
    expect(await errorOf(write(kind))).toMatchObject({ code: 'upstream.unavailable', isRetryable: true });
    expect(world.requests).toHaveLength(1);
    // GitLab may still be at work when the client gave up: that is what the doubt is about.
    if (kind === 'drop-after') await waitFor('the branch', () => world.gitlab.branch(project, kind));
    else expect(await world.gitlab.branch(project, kind)).toBeUndefined();
  });

  it('comes instead of an answer that takes too long', async () => {
    world.fault({ kind: 'delay', delayMs: 5_000, times: 1, method: 'POST' });
    expect(await errorOf(write('slow'))).toMatchObject({ code: 'upstream.unavailable' });
    expect(world.requests).toHaveLength(1);
  });

  it('brings its own words, without the token', async () => {
    const error = await errorOf(world.gitlab.deleteBranch(project, 'main'));
    expect(error.code).toBe('upstream.refused');
    expect(error.message).toMatch(/default branch/i);
    const denied = await errorOf(world.as('glpat-not-known-at-all').project(project));
    expect(denied.code).toBe('upstream.unauthorized');
    expect(inspect(denied, { depth: 10, showHidden: true })).not.toContain('glpat-not-known');
  });
});
