import type { ContextActionsBlock, ModalView, PlainTextElement } from '@slack/types';
import { z } from 'zod';
import { maxCommentLength, ratings } from '../../core/index.ts';

export const commentBlock = 'comment';

/** What a thumb carries. */
export const ratingRequest = z.object({ run: z.string().max(100), rating: z.enum(ratings) });
export const ratingMetadata = z.object({ run: z.string(), channel: z.string(), thread: z.string().optional() });
type RatingMetadata = z.output<typeof ratingMetadata>;

const plain = (text: string): PlainTextElement => ({ type: 'plain_text', text });

/** Two thumbs below an answer. */
export const feedbackBlock = ({ run }: { run: string }): ContextActionsBlock => ({
  type: 'context_actions',
  elements: [
    {
      type: 'feedback_buttons',
      action_id: 'rate',
      positive_button: { text: plain('Good answer'), value: JSON.stringify({ run, rating: 'good' }) },
      negative_button: { text: plain('Bad answer'), value: JSON.stringify({ run, rating: 'bad' }) },
    },
  ],
});

/** Asks what was wrong. The rating is kept already; nobody has to say more. */
export function ratingFormOf(metadata: Omit<RatingMetadata, 'thread'> & { thread?: string | undefined }): ModalView {
  return {
    type: 'modal',
    callback_id: 'rating',
    private_metadata: JSON.stringify(metadata),
    title: plain('Bad answer'),
    submit: plain('Send'),
    close: plain('Skip'),
    blocks: [
      {
        type: 'input',
        block_id: commentBlock,
        optional: true,
        label: plain('Why was it bad?'),
        hint: plain('Your rating is kept already. Read by those who look after Adjutant in your organisation.'),
        element: { type: 'plain_text_input', action_id: 'value', multiline: true, max_length: maxCommentLength },
      },
    ],
  };
}
