import type { Button } from '@slack/types';
import { z } from 'zod';
import type { Capability } from '../../core/index.ts';
import { shorten } from './fit.ts';

// Slack allows 2,000; the rest is for what Slack itself escapes.
const valueMax = 1_900;

const plain = (text: string) => ({ type: 'plain_text' as const, text: shorten(text, 75) });

/** What a button that opens a form carries: the capability, and what was typed for it already. */
export const formRequest = z.object({ capability: z.string(), args: z.record(z.string(), z.string()) });

/** Opens a capability's form. What was typed is left out where there is no room to carry it. */
export function formButton(
  { name, title }: Capability,
  { label = title, args = {} }: { label?: string; args?: Record<string, string> } = {},
): Button {
  const whole = JSON.stringify({ capability: name, args });
  const value = whole.length <= valueMax ? whole : JSON.stringify({ capability: name, args: {} });
  return { type: 'button', action_id: `form:${name}`, text: plain(label), value };
}

export const helpButton: Button = { type: 'button', action_id: 'help', text: plain('Show everything'), value: '{}' };
