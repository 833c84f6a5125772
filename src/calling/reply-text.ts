import { type Reply, withBlanks } from '../core/index.ts';

/** A picture in words is read by who cannot see it; all of it would be a second answer. */
const altMax = 1_500;

/** A reply as text for a model or a terminal: what is said, the facts, the links, and what its pictures show. */
export function textOf({
  markdown,
  facts = {},
  links = [],
  pictures = [],
}: Pick<Reply, 'markdown' | 'facts' | 'links' | 'pictures'>): string {
  const lines = [
    ...Object.entries(facts).map(([name, value]) => `- ${name}: ${value}`),
    ...links.map(({ label, url }) => `- ${label}: ${url}`),
    ...pictures.map(({ title, alt }) => `- Picture “${title}”: ${alt.slice(0, altMax)}`),
  ];
  const said = withBlanks(markdown);
  return lines.length > 0 ? `${said}\n\n${lines.join('\n')}` : said;
}
