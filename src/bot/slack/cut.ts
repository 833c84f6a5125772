import type { RichTextElement } from '@slack/types';
import { type RichText, textOf } from './rich-text.ts';

/** The longest beginning of at most `max` characters that ends between words, and never inside a letter. */
function beginning(text: string, max: number): string {
  const end = /[\uD800-\uDBFF]/.test(text.charAt(max - 1)) ? max - 1 : max;
  const gap = ['\n', ' '].map((each) => text.lastIndexOf(each, end)).find((at) => at > end / 2);
  return text.slice(0, Math.max(gap ?? end, 0));
}

/** Shortens plain text to `max` characters, with a mark that something is left out. */
export const cut = (text: string, max: number): string =>
  text.length <= max ? text : `${beginning(text, max - 2).trimEnd()} …`;

interface Budget {
  left: number;
  isWhole: boolean;
}

/** As many leaves as there is room for; the last text is cut, a link is whole or not there. */
function leavesWithin<L extends RichTextElement>(leaves: readonly L[], budget: Budget): L[] {
  const kept: L[] = [];
  for (const leaf of leaves) {
    if (!budget.isWhole) break;
    const text = textOf([leaf]);
    if (text.length <= budget.left) kept.push(leaf);
    else {
      budget.isWhole = false;
      if (leaf.type === 'text' && budget.left > 2) kept.push({ ...leaf, text: cut(text, budget.left) });
    }
    budget.left -= text.length;
  }
  return kept;
}

function elementWithin(element: RichText, budget: Budget): RichText | undefined {
  if (element.type !== 'rich_text_list') {
    const elements = leavesWithin<RichTextElement>(element.elements, budget);
    // What is kept of a kind is of that kind.
    return elements.length > 0 ? ({ ...element, elements } as RichText) : undefined;
  }
  const items = element.elements
    .map((item) => ({ ...item, elements: leavesWithin(item.elements, budget) }))
    .filter(({ elements }) => elements.length > 0);
  return items.length > 0 ? { ...element, elements: items } : undefined;
}

/** As much as `max` characters allow. */
export function within(elements: readonly RichText[], max: number): { elements: RichText[]; isWhole: boolean } {
  const budget = { left: max, isWhole: true };
  const kept: RichText[] = [];
  for (const element of elements) {
    const part = budget.isWhole ? elementWithin(element, budget) : undefined;
    if (part) kept.push(part);
  }
  return { elements: kept, isWhole: budget.isWhole };
}
