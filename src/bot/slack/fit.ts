const fence = '```';

/** The longest beginning of at most `max` characters that ends neither inside an escape, a link, nor half a letter. */
function beginning(text: string, max: number): string {
  let end = max;
  const linkStart = text.lastIndexOf('<', end - 1);
  if (linkStart > text.lastIndexOf('>', end - 1)) end = linkStart;
  const escapeStart = text.lastIndexOf('&', end - 1);
  if (escapeStart >= 0 && end - escapeStart < 6 && !text.slice(escapeStart, end).includes(';')) end = escapeStart;
  if (/[\uD800-\uDBFF]/.test(text.charAt(end - 1))) end -= 1;
  const gap = ['\n', ' '].map((each) => text.lastIndexOf(each, end)).find((at) => at > end / 2);
  return text.slice(0, gap ?? Math.max(end, 1));
}

/** A block of code that was cut is ended. */
const closed = (text: string): string => (text.split(fence).length % 2 === 0 ? `${text}\n${fence}` : text);

/** Shortens mrkdwn to `max` characters, with a mark that something is left out. */
export const shorten = (text: string, max: number): string =>
  text.length <= max ? text : closed(`${beginning(text, max - 2 - fence.length - 1).trimEnd()} …`);
