import type { Call, Method } from './api-arguments.ts';
import { isJson, type Json } from './block-kit-rules.ts';
import { fileJson } from './file-json.ts';
import type { Files, StoredFile } from './files.ts';
import { SlackError } from './model.ts';
import type { Workspace } from './workspace.ts';

const faulty = (message: string): SlackError =>
  new SlackError('invalid_arguments', { response_metadata: { messages: [`[ERROR] ${message}`] } });

/** `files`: who is named, with what title. */
function wantedOf({ args }: Call): { id: string; title: string | undefined }[] {
  const list = args.json('files', 'invalid_arguments');
  if (!Array.isArray(list) || list.length === 0) throw faulty('no fewer than 1 items allowed [json-pointer:/files]');
  return list.map((each: unknown, index) => {
    const { id, title } = isJson(each) ? each : {};
    if (typeof id !== 'string' || id === '') throw faulty(`missing required field: id [json-pointer:/files/${index}]`);
    return { id, title: typeof title === 'string' && title !== '' ? title : undefined };
  });
}

export function fileMethods(workspace: Workspace, files: Files, baseUrl: () => string): Record<string, Method> {
  const json = (file: StoredFile): Json => fileJson(workspace, file, baseUrl());
  return {
    'files.getUploadURLExternal': ({ team, args }) => {
      const length = args.integer('length', 0);
      if (length < 1) throw faulty('must be greater than 0 [json-pointer:/length]');
      const request = { name: args.text('filename'), length, altText: args.optional('alt_text') ?? '' };
      const { file, url } = files.name(team, request);
      return { upload_url: url, file_id: file.id };
    },
    'files.completeUploadExternal': (call) => {
      const channel = call.args.optional('channel_id') ?? call.args.optional('channels');
      // Sharing by a message of Slack's own making is not played here.
      if (channel !== undefined) throw new SlackError('posting_to_channel_denied');
      return { files: files.complete(call.team, wantedOf(call)).map(json) };
    },
    'files.info': ({ team, args }) => {
      const file = files.find(team, args.text('file'));
      return { file: json(file), comments: [], response_metadata: { next_cursor: '' } };
    },
  };
}
