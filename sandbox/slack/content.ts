import { charactersOf, checkBlocks, type Fault } from './block-kit.ts';
import { isJson, type Json, lengthOf } from './block-kit-rules.ts';
import { SlackError } from './model.ts';
import { withIds } from './wire.ts';

/** What a message may carry, before it was looked at. */
export interface RawContent {
  text?: string | undefined;
  markdownText?: string | undefined;
  blocks?: unknown;
  attachments?: unknown;
  metadata?: unknown;
}
export interface Content {
  text: string;
  blocks?: Json[];
  attachments?: Json[];
  metadata?: Json;
}
export interface ContentLimits {
  textMax: number;
  /** The whole message's limit is Slack's for `chat.*`; a response_url does not know it. */
  charactersMax: number;
}
export const posting: ContentLimits = { textMax: 40_000, charactersMax: 13_200 };
export const updating: ContentLimits = { textMax: 4000, charactersMax: 13_200 };
export const responding: ContentLimits = { textMax: 40_000, charactersMax: Number.POSITIVE_INFINITY };

const MARKDOWN_TEXT_MAX = 12_000;
const ATTACHMENTS_MAX = 100;
const METADATA_MAX = 16_000;

/** Refuses what Slack refuses, in the order in which Slack looks. */
export function checkContent(raw: RawContent, limits: ContentLimits): Content {
  const text = raw.text ?? '';
  const attachments = objects(raw.attachments, 'invalid_attachments');
  if (attachments !== undefined && attachments.length > ATTACHMENTS_MAX) throw new SlackError('too_many_attachments');
  const blocks = contentBlocks(raw, limits);
  if (lengthOf(text) > limits.textMax) throw new SlackError('msg_too_long');
  if (text === '' && (blocks ?? []).length === 0 && (attachments ?? []).length === 0) throw new SlackError('no_text');
  return {
    text: raw.markdownText ?? text,
    ...(blocks === undefined ? {} : { blocks: withIds(blocks) }),
    ...(attachments === undefined ? {} : { attachments }),
    ...(raw.metadata === undefined ? {} : { metadata: checkMetadata(raw.metadata) }),
  };
}

function contentBlocks(
  { text, markdownText, blocks }: RawContent,
  { charactersMax }: ContentLimits,
): Json[] | undefined {
  if (markdownText !== undefined) {
    if (text !== undefined || blocks !== undefined) throw new SlackError('markdown_text_conflict');
    if (lengthOf(markdownText) > MARKDOWN_TEXT_MAX) throw new SlackError('msg_too_long');
    return [{ type: 'markdown', text: markdownText }];
  }
  const list = objects(blocks, 'invalid_blocks_format');
  if (list === undefined) return undefined;
  refuse('invalid_blocks', checkBlocks(list, 'message'));
  if (charactersOf(list) > charactersMax) throw new SlackError('msg_blocks_too_long');
  return list;
}

/** Slack's answer to faulty blocks or views: each fault in `errors` and again in `response_metadata.messages`. */
export function refuse(code: string, faults: Fault[]): void {
  if (faults.length === 0) return;
  const errors = faults.map(({ message, pointer }) => `${message} [json-pointer:${pointer}]`);
  throw new SlackError(code, { errors, response_metadata: { messages: errors.map((error) => `[ERROR] ${error}`) } });
}

function objects(value: unknown, code: string): Json[] | undefined {
  if (value === undefined) return undefined;
  if (!Array.isArray(value) || !value.every(isJson)) throw new SlackError(code);
  return value;
}

function checkMetadata(value: unknown): Json {
  if (!isJson(value)) throw new SlackError('invalid_metadata_format');
  const { event_type: type, event_payload: payload } = value;
  if (typeof type !== 'string' || type === '' || !isJson(payload)) throw new SlackError('invalid_metadata_schema');
  if (JSON.stringify(value).length > METADATA_MAX) throw new SlackError('metadata_too_large');
  return { event_type: type, event_payload: payload };
}
