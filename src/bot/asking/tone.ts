import type { Tone } from '../../core/index.ts';

/** How a reply's tone looks in front of its words. */
export const emojiOf: Readonly<Record<Tone, string>> = {
  neutral: '',
  working: '⏳',
  question: '❓',
  success: '✅',
  warning: '⚠️',
  danger: '⛔',
};
