import type { ModalView, PlainTextElement } from '@slack/types';
import { z } from 'zod';
import { type Verdict, verdicts } from '../../core/index.ts';
import { maxReasonLength, reasonWords } from '../asking/deciding.ts';

export const reasonBlock = 'reason';

export const reasonMetadata = z.object({
  verdict: z.enum(verdicts),
  effect: z.string(),
  hash: z.string(),
  channel: z.string(),
  thread: z.string().optional(),
});
export type ReasonMetadata = z.output<typeof reasonMetadata>;

const titles: Partial<Record<Verdict, string>> = {
  approve: 'Approve',
  reject: 'Reject',
  found: 'It is there',
  drop: 'Leave it',
  undo: 'Undo',
};
const plain = (text: string): PlainTextElement => ({ type: 'plain_text', text });

/** Asks why before the decision is made; nobody has to say. */
export function reasonFormOf(metadata: Omit<ReasonMetadata, 'thread'> & { thread?: string | undefined }): ModalView {
  const title = titles[metadata.verdict] ?? 'Decide';
  const { label, hint } = reasonWords(metadata.verdict);
  return {
    type: 'modal',
    callback_id: 'reason',
    private_metadata: JSON.stringify(metadata),
    title: plain(title),
    submit: plain(title),
    close: plain('Cancel'),
    blocks: [
      {
        type: 'input',
        block_id: reasonBlock,
        optional: true,
        label: plain(label),
        hint: plain(hint),
        element: { type: 'plain_text_input', action_id: 'value', multiline: true, max_length: maxReasonLength },
      },
    ],
  };
}
