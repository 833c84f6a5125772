import type { Reply } from '../core/index.ts';

/** A reply as text for a model or a terminal: what is said, the facts, the links. */
export function textOf({ markdown, facts = {}, links = [] }: Pick<Reply, 'markdown' | 'facts' | 'links'>): string {
  const lines = [
    ...Object.entries(facts).map(([name, value]) => `- ${name}: ${value}`),
    ...links.map(({ label, url }) => `- ${label}: ${url}`),
  ];
  return lines.length > 0 ? `${markdown}\n\n${lines.join('\n')}` : markdown;
}
