import { UnreadableManifest } from './manifest.ts';

/** An element with its own text, and where that stands. */
export interface Element {
  name: string;
  text: string;
  start: number;
  end: number;
  children: Element[];
}

const maxDepth = 100;
const tag = /<(\/?)([^\s/<>"'=]+)((?:[^"'<>]|"[^"<]*"|'[^'<]*')*)>/y;
/** What is no element, by how it begins and ends. */
const others = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
  ['<!', '>'],
] as const;

/** Behind what is no element; nothing when an element begins here. */
function afterOther(source: string, at: number): number | undefined {
  const [begin, end] = others.find(([sign]) => source.startsWith(sign, at)) ?? [];
  if (begin === undefined || end === undefined) return undefined;
  const found = source.indexOf(end, at + begin.length);
  if (found < 0) throw new UnreadableManifest(`${begin} is not closed`);
  return found + end.length;
}

/** The elements of an XML document. Entities are left as they are; comments are nothing. */
export function xmlElements(source: string): Element[] {
  const root: Element = { name: '', text: '', start: 0, end: source.length, children: [] };
  const open: Element[] = [root];

  function take(at: number): number {
    tag.lastIndex = at;
    const [all, slash = '', name = '', rest = ''] = tag.exec(source) ?? [];
    if (all === undefined) throw new UnreadableManifest(`a tag is broken at ${at}`);
    const start = at + all.length;
    if (slash === '/') {
      const current = open.pop();
      if (!current || current === root || current.name !== name)
        throw new UnreadableManifest(`</${name}> closes nothing`);
      current.end = at;
      current.text = source.slice(current.start, at);
      return start;
    }
    const element: Element = { name, text: '', start, end: start, children: [] };
    open.at(-1)?.children.push(element);
    if (open.length > maxDepth) throw new UnreadableManifest('it is nested too deep');
    if (!rest.endsWith('/')) open.push(element);
    return start;
  }

  for (let at = source.indexOf('<'); at >= 0; ) at = source.indexOf('<', afterOther(source, at) ?? take(at));
  if (open.length > 1) throw new UnreadableManifest(`<${open.at(-1)?.name}> is not closed`);
  return root.children;
}

export const child = (element: Element, name: string): Element | undefined =>
  element.children.find((each) => each.name === name);

/** The element itself and all below it. */
export const within = (element: Element): Element[] => [element, ...element.children.flatMap(within)];
