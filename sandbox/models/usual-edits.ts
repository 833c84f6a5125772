import type { ChatRequest } from './request.ts';
import type { Said } from './usual-answers.ts';

const quote = `["“”'‘’\`]`;
const quoted = `${quote}([^"“”'‘’\`]+)${quote}`;
const replacing = new RegExp(`${quoted}\\s+(?:with|by|to|into)\\s+${quoted}`, 'i');
const adding = new RegExp(`add(?:s|ing)?\\b[^"“”'‘’\`]*${quoted}`, 'i');
const aFile = /[\w./-]*\w\.\w{1,8}\b/g;

interface ShownFile {
  path: string;
  content: string;
}

/** Files as they were shown: in a frame each, whose source is `file <path>`. */
function filesIn({ messages }: ChatRequest): ShownFile[] {
  const text = messages.map(({ content }) => (typeof content === 'string' ? content : '')).join('\n');
  const frame = /<(untrusted-[0-9a-f]+) source="file ([^"]+)">\n([\s\S]*?)\n<\/\1>/g;
  return [...text.matchAll(frame)].map(([, , path = '', content = '']) => ({ path, content }));
}

const propose = (title: string, edit: Record<string, unknown>): Said => ({
  calls: [{ tool: 'propose_edits', input: { title, description: 'Written by the sandbox’s model.', edits: [edit] } }],
});

const lastLineOf = (content: string): string => content.trimEnd().split('\n').at(-1) ?? '';

/** Replaces a quoted text by another, or adds a quoted line, in the file that is named or that holds it. */
export function proposeEdits(request: ChatRequest, words: string): Said {
  const files = filesIn(request);
  const named = words.match(aFile) ?? [];
  const [, find, replace] = replacing.exec(words) ?? [];
  const isNamed = ({ path }: ShownFile): boolean => named.some((each) => path === each || path.endsWith(`/${each}`));
  const where = files.filter(isNamed);
  if (find !== undefined && replace !== undefined) {
    const file = [...where, ...files].find(({ content }) => content.includes(find));
    const line = file?.content.split('\n').find((each) => each.includes(find));
    if (file && line !== undefined) {
      const edit = { path: file.path, search: line, replace: line.replaceAll(find, replace) };
      return propose(`Replace “${find}” with “${replace}”`, edit);
    }
  }
  const [, line] = adding.exec(words) ?? [];
  const [file] = where;
  if (line !== undefined && file) {
    const last = lastLineOf(file.content);
    return propose(`Add a line to ${file.path}`, { path: file.path, search: last, replace: `${last}\n${line}` });
  }
  if (line !== undefined && named[0] !== undefined)
    return propose(`Add ${named[0]}`, { path: named[0], content: `${line}\n` });
  return { text: 'Say which text to replace by which, both in quotes, or which line to add to which file.' };
}
