interface Node {
  type?: string;
  text?: string | Node;
  elements?: readonly Node[];
  fields?: readonly Node[];
  alt_text?: string;
}

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/**
 * What people read in blocks, by Slack's rules: the text of a rich text leaf is shown to the letter; mrkdwn and plain text
 * have three characters escaped. Formatting, which mrkdwn would take from marks, is not looked at.
 */
export function shownIn(value: unknown): string {
  if (Array.isArray(value)) return value.map(shownIn).join('');
  const { type, text, elements, fields, alt_text: alt } = value as Node;
  if (type === 'text' || type === 'link') return String(text);
  if (typeof text === 'string') return unescaped(text);
  if (type === 'image') return alt ?? '';
  return [text, elements, fields].map((part) => (part === undefined ? '' : shownIn(part))).join('');
}
