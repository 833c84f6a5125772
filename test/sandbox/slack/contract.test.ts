import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkBlocks } from '../../../sandbox/slack/block-kit.ts';
import { input, sound } from './block-kit-examples.ts';
import { engineering, maria, type Stand, startStand, team, token } from './stand.ts';

type Json = Record<string, unknown>;
const contract = (name: string): Json =>
  JSON.parse(readFileSync(new URL(`../../contracts/slack/${name}`, import.meta.url), 'utf8'));
const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false, validateFormats: false });

let stand: Stand;
beforeAll(async () => {
  ajv.addSchema(contract('slack_web.openapi3.json'), 'slack');
  ajv.addSchema(contract('block-kit.schema.json'), 'block-kit');
  stand = await startStand();
});
afterAll(() => stand.stop());

const responseOf = (method: string): ValidateFunction =>
  ajv.compile({ $ref: `slack#/components/schemas/${method.replaceAll('.', '_')}__response` });
const call = async (method: string, args: Record<string, string>): Promise<Json> => {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${stand.url}/slack/api/${method}`, {
    method: 'POST',
    headers,
    body: new URLSearchParams(args),
  });
  return (await answer.json()) as Json;
};
const blocks = JSON.stringify([
  { type: 'section', text: { type: 'mrkdwn', text: 'x' } },
  { type: 'actions', elements: [{ type: 'button', text: { type: 'plain_text', text: 'Go' } }] },
]);
const post = async () => String((await call('chat.postMessage', { channel: engineering, text: 'x', blocks })).ts);

const calls: [string, (ts: string) => Record<string, string>][] = [
  ['auth.test', () => ({})],
  ['chat.postMessage', () => ({ channel: engineering, text: 'x', blocks })],
  ['chat.postMessage', (ts) => ({ channel: engineering, text: 'reply', thread_ts: ts })],
  ['chat.update', (ts) => ({ channel: engineering, ts, text: 'y' })],
  ['chat.postEphemeral', () => ({ channel: engineering, user: maria, text: 'x' })],
  ['chat.getPermalink', (ts) => ({ channel: engineering, message_ts: ts })],
  ['reactions.add', (ts) => ({ channel: engineering, timestamp: ts, name: 'eyes' })],
  ['conversations.history', () => ({ channel: engineering, include_all_metadata: 'true' })],
  ['conversations.replies', (ts) => ({ channel: engineering, ts })],
  ['conversations.info', () => ({ channel: engineering })],
  ['conversations.list', () => ({ types: 'public_channel,im' })],
  ['conversations.open', () => ({ users: maria, return_im: 'true' })],
  ['conversations.members', () => ({ channel: engineering })],
  ['users.info', () => ({ user: maria })],
  ['users.list', () => ({})],
  ['users.lookupByEmail', () => ({ email: 'maria@aurora.example' })],
  ['files.getUploadURLExternal', () => ({ filename: 'plan.png', length: '70', alt_text: 'A plan' })],
  ['chat.delete', (ts) => ({ channel: engineering, ts })],
];

describe('the published contract', () => {
  it.each(calls)('describes what %s answers', async (method, args) => {
    const answer = await call(method, args(await post()));
    const isValid = responseOf(method);
    isValid(answer);
    expect({ ok: answer.ok, errors: isValid.errors }).toEqual({ ok: true, errors: null });
  });

  it('describes what becomes of a file', async () => {
    const { upload_url: url, file_id: id } = await call('files.getUploadURLExternal', {
      filename: 'a.png',
      length: '4',
    });
    await fetch(String(url), { method: 'POST', body: new Uint8Array([0x89, 0x50, 0x4e, 0x47]) });
    const completed = await call('files.completeUploadExternal', { files: JSON.stringify([{ id, title: 'A plan' }]) });
    const shown = await call('files.info', { file: String(id) });
    for (const [method, answer] of Object.entries({ 'files.completeUploadExternal': completed, 'files.info': shown })) {
      const isValid = responseOf(method);
      isValid(answer);
      expect({ ok: answer.ok, errors: isValid.errors }).toEqual({ ok: true, errors: null });
    }
  });

  it('describes the views that are opened and updated', async () => {
    await stand.slack.drive.command({ team, channel: engineering, user: maria, command: '/adjutant', text: 'open' });
    const title = { type: 'plain_text', text: 'Ask' };
    const view = JSON.stringify({
      type: 'modal',
      callback_id: 'ask',
      title,
      submit: title,
      blocks: [input({ type: 'plain_text_input' })],
    });
    const opened = await call('views.open', { trigger_id: String(stand.received.at(-1)?.body.trigger_id), view });
    const updated = await call('views.update', { view_id: String((opened.view as Json).id), view });
    for (const [method, answer] of Object.entries({ 'views.open': opened, 'views.update': updated })) {
      const isValid = responseOf(method);
      isValid(answer);
      expect({ ok: answer.ok, errors: isValid.errors }).toEqual({ ok: true, errors: null });
    }
  });

  it('describes refusals too', async () => {
    const answer = await call('chat.postMessage', { channel: 'C0NOWHERE', text: 'x' });
    const isValid = responseOf('chat.postMessage');
    isValid(answer);
    expect({ error: answer.error, errors: isValid.errors }).toEqual({ error: 'channel_not_found', errors: null });
  });

  it.each(sound)('knows the blocks that are accepted here: %s', (_name, blocks) => {
    const isValid = ajv.compile({ $ref: 'block-kit#/definitions/block_kit_block' });
    expect(checkBlocks(blocks, 'message')).toEqual([]);
    for (const block of blocks) {
      isValid(block);
      expect(isValid.errors).toBeNull();
    }
  });
});
