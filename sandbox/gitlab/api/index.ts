import express, { type ErrorRequestHandler, type Router } from 'express';
import { GitLabError } from '../errors.ts';
import { GitError } from '../git.ts';
import type { Workshop } from '../workshop.ts';
import { registerApprovals } from './approvals.ts';
import { registerArchive } from './archive.ts';
import { authenticate } from './auth.ts';
import { registerBranches } from './branches.ts';
import { createOperations } from './call.ts';
import { registerCommits } from './commits.ts';
import { registerCompare } from './compare.ts';
import { registerFiles } from './files.ts';
import { registerIssues } from './issues.ts';
import { registerMergeRequests } from './merge-requests.ts';
import { registerNotes } from './notes.ts';
import { registerPipelines } from './pipelines.ts';
import { registerProjects } from './projects.ts';
import { registerSearch } from './search.ts';

const maxBody = '32mb';

/** `/api/v4`: who asks, then what; every answer is JSON, also the unhappy ones. */
export function createApi(workshop: Workshop): Router {
  const router = express.Router({ caseSensitive: true });
  router.use((request, response, next) => {
    response.locals.user = authenticate(workshop.state, request);
    next();
  });
  router.use((request, _response, next) => {
    const hasBody = Number(request.get('content-length') ?? 0) > 0 || request.get('transfer-encoding') !== undefined;
    const known = request.is(['application/json', 'application/x-www-form-urlencoded']);
    if (!hasBody || known !== false) return next();
    throw new GitLabError(415, {
      error: `The provided content-type '${request.get('content-type') ?? ''}' is not supported.`,
    });
  });
  router.use(
    express.json({ limit: maxBody }),
    express.urlencoded({ extended: true, limit: maxBody, parameterLimit: 5000 }),
  );
  const operations = createOperations(router, workshop);
  registerProjects(operations);
  registerBranches(operations);
  registerCommits(operations);
  registerFiles(operations);
  registerArchive(operations);
  registerCompare(operations);
  registerMergeRequests(operations);
  registerNotes(operations);
  registerPipelines(operations);
  registerApprovals(operations);
  registerIssues(operations);
  registerSearch(operations);
  router.use(() => {
    throw new GitLabError(404, { error: '404 Not Found' });
  });
  router.use(answerError);
  return router;
}

const answerError: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) return next(error);
  const { status, body } = toAnswer(error);
  response.status(status).json(body);
};

function toAnswer(error: unknown): { status: number; body: Record<string, unknown> } {
  if (error instanceof GitLabError) return error;
  if (error instanceof GitError)
    return { status: 500, body: { message: `500 Internal Server Error: ${error.message}` } };
  const type = error instanceof Error && 'type' in error ? error.type : undefined;
  if (type === 'entity.parse.failed')
    return { status: 400, body: { error: 'message body does not match declared format' } };
  if (type === 'entity.too.large') return { status: 413, body: { error: 'Request Entity Too Large' } };
  if (error instanceof URIError) return { status: 400, body: { error: '400 Bad Request' } };
  return {
    status: 500,
    body: { message: `500 Internal Server Error: ${error instanceof Error ? error.message : String(error)}` },
  };
}
