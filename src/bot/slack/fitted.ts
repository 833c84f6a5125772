import { setTimeout } from 'node:timers/promises';
import { AppError } from '../../core/index.ts';
import { isAboutAFile, slackCodeOf } from './api-errors.ts';
import type { Illustration } from './picture-blocks.ts';
import { noFiles } from './pictures.ts';
import type { Size } from './render.ts';

const tooMuch = ['msg_too_long', 'msg_blocks_too_long', 'invalid_blocks', 'invalid_blocks_format'];

/** One way to show a message. */
export interface Form extends Illustration {
  size: Size;
}

/** From the whole with its pictures to the bare text. */
const formsOf = ({ files, seeAt }: Illustration): Form[] => [
  { size: 'whole', files, seeAt },
  ...(files.size > 0 ? [{ size: 'whole' as const, files: noFiles, seeAt }] : []),
  { size: 'compact', files: noFiles, seeAt },
  { size: 'text', files: noFiles, seeAt },
];

/** Slack looks at a new file for a moment before it can stand in a message. */
const filePausesMs = [300, 700, 1_500];

async function patiently<T>(form: Form, work: (form: Form) => Promise<T>): Promise<T> {
  for (const pauseMs of form.files.size > 0 ? filePausesMs : []) {
    try {
      return await work(form);
    } catch (error) {
      if (!isAboutAFile(error)) throw error;
      await setTimeout(pauseMs);
    }
  }
  return work(form);
}

/** Tries smaller and smaller forms while Slack says that it is too much. */
export async function fitted<T>(illustration: Illustration, work: (form: Form) => Promise<T>): Promise<T> {
  for (const form of formsOf(illustration)) {
    try {
      return await patiently(form, work);
    } catch (error) {
      if (form.size === 'text' || !tooMuch.includes(slackCodeOf(error) ?? '')) throw error;
    }
  }
  throw new AppError('internal', 'There is no smaller form.');
}
