import type { ActionsBlock, Button } from '@slack/types';
import type { DecideAction } from '../../core/index.ts';
import { secondThought } from '../asking/deciding.ts';
import { cut } from './cut.ts';

export function buttonOf({ verdict, label, effect, hash, style, asksReason }: DecideAction): Button {
  const question = secondThought(verdict);
  return {
    type: 'button',
    action_id: `${asksReason ? 'decide-with-reason' : 'decide'}:${verdict}`,
    text: { type: 'plain_text', text: cut(label, 75) },
    value: JSON.stringify({ verdict, effect, hash }),
    ...(style ? { style } : {}),
    ...(question
      ? {
          confirm: {
            title: { type: 'plain_text', text: `${cut(label, 90)}?` },
            text: { type: 'plain_text', text: question },
            confirm: { type: 'plain_text', text: cut(label, 30) },
            deny: { type: 'plain_text', text: 'Cancel' },
            style: 'danger',
          },
        }
      : {}),
  };
}

export const actionsBlock = (elements: Button[]): ActionsBlock => ({ type: 'actions', elements });
