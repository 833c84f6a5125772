const entity = /&(?:lt|gt|amp|quot|#39|nbsp);/;
const encodedEntity = /&amp;(?:lt|gt|amp|quot|#39|nbsp);/;

const decode = (text: string): string =>
  text
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

export interface Surroundings {
  /** What stands in the text where somebody was mentioned. What only looks like it was typed, and stays. */
  mentions: readonly { text: string; isOwn: boolean }[];
  /** The same message as HTML, where Teams sends it along. */
  html: string | undefined;
}

/** Some clients write `<` as `&lt;`. Whether a person typed that themselves is seen in the HTML, where it is escaped once more. */
const isEncoded = (text: string, html: string | undefined): boolean =>
  html !== undefined && entity.test(text) && !encodedEntity.test(html);

const nameIn = (mention: string): string => `@${mention.replace(/<[^<>]*>/g, '')}`;

/** A message as its writer typed it, without the mention of the bot. */
export function typedText(wire: string, { mentions, html }: Surroundings): string {
  const named = mentions
    .filter(({ text }) => text !== '')
    .reduce((text, { text: mention, isOwn }) => text.replace(mention, () => (isOwn ? ' ' : nameIn(mention))), wire);
  const plain = isEncoded(wire, html) ? decode(named) : named;
  return plain.replaceAll('\u00A0', ' ').replaceAll('\r\n', '\n').trim();
}
