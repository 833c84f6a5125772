import type { Answer, VendorRules } from './answer.ts';
import { isRecord, readDefinitions } from './document.ts';
import { createValidation, type Finding, type Validation } from './validation.ts';

/** What a successful answer carries; the client's types leave every attribute but `ok` optional. */
const ON_SUCCESS: Readonly<Record<string, readonly string[]>> = {
  'auth.test': ['url', 'team', 'user', 'team_id', 'user_id'],
  'chat.appendStream': ['channel', 'ts'],
  'chat.delete': ['channel', 'ts'],
  'chat.getPermalink': ['channel', 'permalink'],
  'chat.postEphemeral': ['message_ts'],
  'chat.postMessage': ['channel', 'ts', 'message'],
  'chat.scheduleMessage': ['channel', 'scheduled_message_id', 'post_at'],
  'chat.startStream': ['channel', 'ts'],
  'chat.stopStream': ['channel', 'ts'],
  'chat.update': ['channel', 'ts', 'text'],
  'conversations.history': ['messages', 'has_more'],
  'conversations.info': ['channel'],
  'conversations.list': ['channels'],
  'conversations.members': ['members'],
  'conversations.open': ['channel'],
  'conversations.replies': ['messages', 'has_more'],
  'files.completeUploadExternal': ['files'],
  'files.getUploadURLExternal': ['upload_url', 'file_id'],
  'files.info': ['file'],
  'oauth.v2.access': ['access_token', 'token_type', 'scope', 'app_id', 'team'],
  'team.info': ['team'],
  'users.info': ['user'],
  'users.list': ['members'],
  'users.lookupByEmail': ['user'],
  'views.open': ['view'],
  'views.publish': ['view'],
  'views.push': ['view'],
  'views.update': ['view'],
};

export function slackRules(): VendorRules {
  const definitions = readDefinitions('slack/block-kit.schema.json');
  const sent = createValidation(definitions, 'closed');
  const answered = createValidation(definitions, 'open');
  return {
    operations: Object.keys(ON_SUCCESS).map((method) => `POST /${method}`),
    isCommonStatus: (status) => status === 429 || status >= 500,
    checkRequest: (_operation, body) => [...checkView(sent, body), ...checkBlocks(sent, body)],
    checkAnswer(operation, answer) {
      if (answer.status === 429) return checkRetryAfter(answer);
      if (!isRecord(answer.json) || answer.status >= 500) return [];
      return answer.json.ok === true ? checkSuccess(answered, operation, answer.json) : checkFailure(answer.json);
    },
  };
}

function checkSuccess(validation: Validation, operation: string, json: Record<string, unknown>): Finding[] {
  const method = operation.slice(operation.indexOf('/') + 1);
  const missing = (ON_SUCCESS[method] ?? []).filter((name) => !(name in json));
  const findings = missing.map((name) => ({ place: 'body', message: `must have "${name}" when ok is true` }));
  return [...findings, ...checkBlocks(validation, json)];
}

function checkFailure({ error }: Record<string, unknown>): Finding[] {
  if (typeof error === 'string' && /^[a-z][a-z0-9_]*$/.test(error)) return [];
  return [{ place: 'body/error', message: 'must be an error code, as in "channel_not_found", when ok is false' }];
}

function checkRetryAfter({ headers }: Answer): Finding[] {
  if (/^\d+$/.test(headers['retry-after'] ?? '')) return [];
  return [{ place: 'header retry-after', message: 'must be whole seconds in an answer 429' }];
}

/** Block by block: the published union admits any `type`, so that a misspelled one would pass. */
function checkBlocks(validation: Validation, body: unknown): Finding[] {
  return [...blocksIn(body, 'body')].flatMap(({ block, place }) =>
    validation
      .check({ $ref: '#/definitions/KnownBlock' }, block)
      .map((finding) => ({ ...finding, place: `${place}${finding.place}` })),
  );
}

function checkView(validation: Validation, body: unknown): Finding[] {
  if (!isRecord(body) || !isRecord(body.view)) return [];
  const findings = validation.check({ $ref: '#/definitions/block_kit_view' }, body.view);
  const own = findings.filter(({ place }) => !place.startsWith('/blocks/'));
  return own.map((finding) => ({ ...finding, place: `body/view${finding.place}` }));
}

const HOLDERS = ['view', 'message', 'attachments', 'messages'];

function* blocksIn(body: unknown, place: string): Generator<{ block: unknown; place: string }> {
  if (Array.isArray(body)) for (const [index, item] of body.entries()) yield* blocksIn(item, `${place}/${index}`);
  if (!isRecord(body)) return;
  const blocks = Array.isArray(body.blocks) ? body.blocks : [];
  for (const [index, block] of blocks.entries()) yield { block, place: `${place}/blocks/${index}` };
  for (const holder of HOLDERS) yield* blocksIn(body[holder], `${place}/${holder}`);
}
