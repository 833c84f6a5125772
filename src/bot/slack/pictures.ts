import { setTimeout } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import { AppError, hashOf, isAppError, type Log, type MessageRef, type Picture } from '../../core/index.ts';
import { slackCodeOf, toAppError } from './api-errors.ts';

/** Draws what a picture shows. */
export interface Drawing {
  png(picture: Picture): Promise<Buffer>;
}

/** Pictures that are files at Slack, by what they show. */
export type Files = ReadonlyMap<string, string>;
export const noFiles: Files = new Map();

/** The same picture has the same name, so that it is uploaded once for a message. */
export const nameOf = (picture: Picture): string => hashOf(picture).slice(0, 16);

/** The files of a message, as they are kept with where it was posted. */
export function filesIn(posted: MessageRef | undefined): Files {
  const pairs = (posted?.pictures ?? '').split(' ').map((pair) => pair.split('='));
  return new Map(pairs.flatMap(([name, file]) => (name && file ? [[name, file] as const] : [])));
}
export const keepFiles = (files: Files): MessageRef =>
  files.size === 0 ? {} : { pictures: [...files].map((pair) => pair.join('=')).join(' ') };

const altMax = 1_000;
const titleMax = 200;
const uploadMs = 5_000;
/** A message is held for a quarter of a minute: whatever becomes of its pictures, it has to be posted well before. */
const patienceMs = 6_000;
const retryPauseMs = 400;
const slacksUploads = 'https://files.slack.com';

export interface UploadOptions {
  drawing: Drawing;
  apiUrl: string | undefined;
  log: Log;
}

/** The files for a message's pictures: those that it has, and those that could be uploaded. */
export type Upload = (client: WebClient, pictures: readonly Picture[], known: Files) => Promise<Files>;

export function createUpload({ drawing, apiUrl, log }: UploadOptions): Upload {
  /** A picture goes to Slack itself or, where the API is somebody else's, to the same machine. */
  const isSlacks = (url: string): boolean =>
    URL.canParse(url) &&
    (apiUrl === undefined ? new URL(url).origin === slacksUploads : new URL(url).hostname === new URL(apiUrl).hostname);

  async function send(url: string, bytes: Buffer, signal: AbortSignal): Promise<void> {
    if (!isSlacks(url))
      throw new AppError('upstream.refused', 'Slack named an address for the picture that is not its own.');
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: new Uint8Array(bytes),
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(uploadMs)]),
    }).catch((cause: unknown) => {
      throw new AppError('upstream.unavailable', 'The picture did not reach Slack.', { cause });
    });
    await response.arrayBuffer();
    if (!response.ok)
      throw new AppError(
        response.status >= 500 || response.status === 429 ? 'upstream.unavailable' : 'upstream.refused',
        `Slack did not take the picture (${response.status}).`,
      );
  }

  async function uploadOnce(client: WebClient, picture: Picture, bytes: Buffer, signal: AbortSignal): Promise<string> {
    const { upload_url: url = '', file_id: id = '' } = await client.files.getUploadURLExternal({
      filename: `${picture.kind}.png`,
      length: bytes.length,
      alt_text: picture.alt.slice(0, altMax),
    });
    await send(url, bytes, signal);
    // Without a channel it stays ours until a message shows it: no second message in the channel.
    await client.files.completeUploadExternal({ files: [{ id, title: picture.title.slice(0, titleMax) }] });
    return id;
  }

  /** Twice at most: an upload that was not completed is nowhere to be seen. */
  async function upload(client: WebClient, picture: Picture, signal: AbortSignal): Promise<string> {
    const bytes = await drawing.png(picture);
    try {
      return await uploadOnce(client, picture, bytes, signal);
    } catch (error) {
      const known = toAppError(error);
      if (!isAppError(known) || !known.isRetryable || signal.aborted) throw known;
      await setTimeout(retryPauseMs, undefined, { signal });
      return uploadOnce(client, picture, bytes, signal);
    }
  }

  /** Nothing when it cannot be had: a message is worth more than its picture. */
  async function tryUpload(client: WebClient, picture: Picture): Promise<string | undefined> {
    const patience = new AbortController();
    const late = setTimeout(patienceMs, undefined, { signal: patience.signal, ref: false }).then(
      () => {
        throw new AppError('upstream.unavailable', 'Slack took too long with the picture.');
      },
      () => '',
    );
    try {
      return await Promise.race([upload(client, picture, patience.signal), late]);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log.warn({ reason, kind: picture.kind, slack: slackCodeOf(error) }, 'picture not uploaded');
      return undefined;
    } finally {
      patience.abort();
    }
  }

  return async (client, pictures, known) => {
    const files = new Map(known);
    await Promise.all(
      pictures.map(async (picture) => {
        const name = nameOf(picture);
        const file = files.get(name) ?? (await tryUpload(client, picture));
        if (file) files.set(name, file);
      }),
    );
    return files;
  };
}
