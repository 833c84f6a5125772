const maxLength = 300;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** As many whole signs as there is room for. */
function firstSigns(text: string, room: number): string {
  let kept = '';
  for (const { segment } of graphemes.segment(text.slice(0, room * 2))) {
    if (kept.length + segment.length > room) break;
    kept += segment;
  }
  return kept;
}

/** Words of somebody else, whole where they are not endless, and never cut inside of a word. */
export function shortened(text: string, length = maxLength): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= length) return line;
  const begun = line.slice(0, length + 1);
  const space = begun.lastIndexOf(' ');
  // One endless word, or a script that writes no spaces.
  const kept = space > length / 2 ? begun.slice(0, space) : firstSigns(line, length - 1);
  return `${kept.replace(/[\s,.;:]+$/, '')}…`;
}

export const quoted = (text: string, length?: number): string => `“${shortened(text, length)}”`;
