import type { VendorRules } from './answer.ts';
import { inBody } from './answer.ts';
import { isRecord, readDefinitions, type Schema } from './document.ts';
import { createValidation, type Finding } from './validation.ts';

const MR = '/projects/{id}/merge_requests/{merge_request_iid}';
const ISSUE = '/projects/{id}/issues/{issue_iid}';
const REPOSITORY = '/projects/{id}/repository';

/** Operations by the type that the client gives their answer; `[]` marks a list of them. */
const ANSWERS: Readonly<Record<string, readonly string[]>> = {
  branch: [`GET ${REPOSITORY}/branches/{branch}`, `POST ${REPOSITORY}/branches`],
  'branch[]': [`GET ${REPOSITORY}/branches`],
  commit: [`GET ${REPOSITORY}/commits/{sha}`, `POST ${REPOSITORY}/commits`],
  'commit[]': [`GET ${REPOSITORY}/commits`, `GET ${MR}/commits`],
  'commit_diff[]': [`GET ${REPOSITORY}/commits/{sha}/diff`, `GET ${MR}/diffs`],
  repository_compare: [`GET ${REPOSITORY}/compare`],
  'repository_tree[]': [`GET ${REPOSITORY}/tree`],
  repository_file: [`GET ${REPOSITORY}/files/{file_path}`],
  merge_request_expanded: [`GET ${MR}`, `PUT ${MR}`, `PUT ${MR}/merge`, 'POST /projects/{id}/merge_requests'],
  'merge_request[]': ['GET /projects/{id}/merge_requests', 'GET /merge_requests'],
  merge_request_note: [`POST ${MR}/notes`, `GET ${MR}/notes/{note_id}`, `PUT ${MR}/notes/{note_id}`],
  'merge_request_note[]': [`GET ${MR}/notes`],
  discussion: [`POST ${MR}/discussions`, `GET ${MR}/discussions/{discussion_id}`],
  'discussion[]': [`GET ${MR}/discussions`, `GET ${ISSUE}/discussions`],
  issue: ['POST /projects/{id}/issues', `GET ${ISSUE}`, `PUT ${ISSUE}`],
  'issue[]': ['GET /projects/{id}/issues', 'GET /issues'],
  issue_note: [`POST ${ISSUE}/notes`, `GET ${ISSUE}/notes/{note_id}`],
  'issue_note[]': [`GET ${ISSUE}/notes`],
  'milestone[]': ['GET /projects/{id}/milestones'],
  milestone: ['POST /projects/{id}/milestones', 'GET /projects/{id}/milestones/{milestone_id}'],
  'pipeline[]': ['GET /projects/{id}/pipelines', `GET ${MR}/pipelines`],
  pipeline: ['POST /projects/{id}/pipeline', 'GET /projects/{id}/pipelines/{pipeline_id}'],
  // Which attributes come depends on the edition and on who asks, so only the types of those that came are held.
  'label?[]': ['GET /projects/{id}/labels'],
  'label?': ['POST /projects/{id}/labels'],
  'project?': ['GET /projects/{id}', 'POST /projects'],
  'project?[]': ['GET /projects'],
  'expanded_user?': ['GET /user'],
  'user?': ['GET /users/{id}'],
  'job?[]': ['GET /projects/{id}/jobs', 'GET /projects/{id}/pipelines/{pipeline_id}/jobs'],
  'job?': ['GET /projects/{id}/jobs/{job_id}'],
};

const FOUND_BLOBS = 'GET /projects/{id}/search';

export function gitlabRules(): VendorRules {
  const definitions = readDefinitions('gitlab/client-responses.schema.json');
  const validation = createValidation(definitions, 'open');
  const schemas = new Map(
    Object.entries(ANSWERS).flatMap(([type, names]) => names.map((name) => [name, schemaOf(type, definitions)])),
  );
  const blobs: Schema = { type: 'array', items: { anyOf: [{ $ref: '#/definitions/blob' }, searchedOtherwise] } };
  return {
    operations: [...schemas.keys(), FOUND_BLOBS],
    isCommonStatus: (status) => [400, 401, 403, 404, 405, 409, 412, 422, 429].includes(status) || status >= 500,
    checkRequest: () => [],
    checkAnswer(operation, { status, json }) {
      if (status >= 400) return checkError(status, json);
      const schema = operation === FOUND_BLOBS ? blobs : schemas.get(operation);
      if (!schema || status >= 300) return [];
      if (json === undefined) return [{ place: 'body', message: 'must be JSON' }];
      return inBody(validation.check(schema, json));
    },
  };
}

/** A search answers what its scope names; only a blob has `data`. */
const searchedOtherwise: Schema = { type: 'object', not: { required: ['data'] } };

function schemaOf(type: string, definitions: Readonly<Record<string, Schema>>): Schema {
  const name = type.replace(/\[\]$/, '').replace(/\?$/, '');
  const named = definitions[name];
  if (!named) throw new Error(`client-responses.schema.json does not define "${name}"`);
  const item = type.includes('?') ? withoutRequired(named, definitions) : named;
  return type.endsWith('[]') ? { type: 'array', items: item } : item;
}

function withoutRequired(named: Schema, definitions: Readonly<Record<string, Schema>>): Schema {
  const target = typeof named.$ref === 'string' ? definitions[named.$ref.slice('#/definitions/'.length)] : named;
  const { required: _, ...rest } = target ?? named;
  return rest;
}

/** Proxies in front of GitLab answer 5xx with pages of their own; every other error is JSON that says why. */
function checkError(status: number, json: unknown): Finding[] {
  if (status >= 500) return [];
  if (isRecord(json) && ('message' in json || 'error' in json)) return [];
  return [{ place: 'body', message: `must be JSON with "message" or "error" in an answer ${status}` }];
}
