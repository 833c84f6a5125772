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
  /** What stands in the text where we were mentioned. */
  ownMentions: readonly string[];
  /** The same message as HTML, where Teams sends it along. */
  html: string | undefined;
}

/** Some clients write `<` as `&lt;`. Whether a person typed that themselves is seen in the HTML, where it is escaped once more. */
const isEncoded = (text: string, html: string | undefined): boolean =>
  html !== undefined && entity.test(text) && !encodedEntity.test(html);

/** A message as its writer typed it, without the mention of the bot. */
export function typedText(wire: string, { ownMentions, html }: Surroundings): string {
  const named = ownMentions.filter(Boolean).reduce((text, mention) => text.replace(mention, ' '), wire);
  const other = named.replace(/<at[^<>]*>([^<]*)<\/at>/g, (_whole, name: string) => `@${name}`);
  const plain = isEncoded(wire, html) ? decode(other) : other;
  return plain.replaceAll('\u00A0', ' ').replaceAll('\r\n', '\n').trim();
}
