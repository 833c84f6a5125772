import { escapeMarkdown } from '../../core/index.ts';

export const maxTitleLength = 255;

/** One line, cut where GitLab would refuse it. */
export function titleOf(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= maxTitleLength ? line : `${line.slice(0, maxTitleLength - 1)}…`;
}

/** The description as the approver sees it. */
export const quoted = (text: string): string =>
  text.trim() === ''
    ? ''
    : `\n\n${text
        .trim()
        .split('\n')
        .map((line) => `> ${escapeMarkdown(line)}`)
        .join('\n')}`;
