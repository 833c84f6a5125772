import { type Element, richText, run, type TextRun } from './card-elements.ts';
import { codeText } from './rich-text.ts';

const shownLines = 30;
const maxLineLength = 300;
const hiddenId = 'more-of-the-change';

type Kind = 'added' | 'removed' | 'place' | 'same';
const colors: Readonly<Record<Kind, Pick<TextRun, 'color'>>> = {
  added: { color: 'Good' },
  removed: { color: 'Attention' },
  place: { color: 'Accent' },
  same: {},
};

function kindOf(line: string): Kind {
  if (line.startsWith('@@') || /^(diff |index |--- |\+\+\+ )/.test(line)) return 'place';
  if (line.startsWith('+')) return 'added';
  return line.startsWith('-') ? 'removed' : 'same';
}

const cut = (line: string): string => (line.length > maxLineLength ? `${line.slice(0, maxLineLength)} …` : line);

/** Lines of the same kind together, in a fixed width, exactly as they are. */
function block(lines: readonly string[]): Element {
  const runs: TextRun[] = [];
  let kind: Kind | undefined;
  for (const [index, line] of lines.entries()) {
    const text = `${codeText(cut(line))}${index < lines.length - 1 ? '\n' : ''}`;
    const last = runs.at(-1);
    if (last && kind === kindOf(line)) last.text += text;
    else runs.push(run(text, { fontType: 'Monospace', ...colors[kindOf(line)] }));
    kind = kindOf(line);
  }
  return { type: 'Container', style: 'emphasis', items: [richText(...runs)] };
}

const sizeOf = (line: string): number => Buffer.byteLength(JSON.stringify(codeText(cut(line)))) + 40;

/** How many of the lines have room. */
function fitting(lines: readonly string[], budget: number): number {
  let left = budget;
  const end = lines.findIndex((line) => {
    left -= sizeOf(line);
    return left < 0;
  });
  return end < 0 ? lines.length : end;
}

/** The beginning of a diff, the rest folded, and how many lines have no room at all. */
export function foldDiff(diff: string, budget: number): { elements: Element[]; missingLines: number } {
  const all = diff.replace(/\n$/, '').split('\n');
  const lines = all.slice(0, fitting(all, budget));
  const [shown, folded] = [lines.slice(0, shownLines), lines.slice(shownLines)];
  const elements: Element[] = shown.length > 0 ? [block(shown)] : [];
  if (folded.length > 0) {
    const title = `Show ${folded.length} more ${folded.length === 1 ? 'line' : 'lines'}`;
    elements.push(
      { type: 'ActionSet', actions: [{ type: 'Action.ToggleVisibility', title, targetElements: [hiddenId] }] },
      { type: 'Container', id: hiddenId, isVisible: false, items: [block(folded)] },
    );
  }
  return { elements, missingLines: all.length - lines.length };
}
