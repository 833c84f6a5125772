import { bytesOf, type Container, type RichText } from './card-elements.ts';

type Words = RichText | Container;
/** Less than this of an element says nothing. */
const worthBytes = 400;

function cutRuns({ inlines, ...look }: RichText, budget: number): RichText | undefined {
  const kept: RichText['inlines'] = [];
  let left = budget;
  for (const each of inlines) {
    const size = bytesOf(each);
    if (size <= left) kept.push(each);
    else {
      const room = Math.max(0, left - 200);
      // A byte a letter at least, and six where it is escaped; never half a letter.
      const text = [...each.text].slice(0, Math.floor(room / 3)).join('');
      if (text !== '') kept.push({ ...each, text: `${text} …` });
      break;
    }
    left -= size;
  }
  return kept.length > 0 ? { ...look, inlines: kept } : undefined;
}

function cutElement(element: Words, budget: number): Words | undefined {
  if (element.type === 'RichTextBlock') return cutRuns(element, budget);
  const [first] = element.items;
  const cut = first?.type === 'RichTextBlock' ? cutRuns(first, budget) : undefined;
  return cut && { ...element, items: [cut] };
}

/** As many of the elements as have room; the last one is shortened. */
export function within(elements: readonly Words[], budget: number): { elements: Words[]; isWhole: boolean } {
  const kept: Words[] = [];
  let left = budget;
  for (const element of elements) {
    const size = bytesOf(element) + 1;
    if (size > left) {
      const cut = left > worthBytes ? cutElement(element, left) : undefined;
      return { elements: cut ? [...kept, cut] : kept, isWhole: false };
    }
    kept.push(element);
    left -= size;
  }
  return { elements: kept, isWhole: true };
}
