/** A file in git's header: a missing mode says that the file is not on that side. */
export interface DiffHeader {
  path: string;
  /** Where it was, when it was moved. */
  previousPath: string;
  oldMode: string | undefined;
  newMode: string | undefined;
}

const escapes: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
};

/** A name as git writes it: in quotes, with octal bytes, where it holds more than plain ASCII. */
function quoted(name: string): string {
  if (!/["\\]|[^\x20-\x7e]/.test(name)) return name;
  const bytes = [...Buffer.from(name)].map((byte) => {
    const letter = String.fromCharCode(byte);
    return escapes[letter] ?? (byte >= 0x20 && byte <= 0x7e ? letter : `\\${byte.toString(8).padStart(3, '0')}`);
  });
  return `"${bytes.join('')}"`;
}

/** On the lines with the two sides a name with a blank ends in a tab, so that its end can be seen. */
const sideName = (name: string): string => `${quoted(name)}${name.includes(' ') ? '\t' : ''}`;

/** Git's header of one file, down to where the two sides are named. */
export function fileHeader({ path, previousPath, oldMode, newMode }: DiffHeader): string {
  const lines = [`diff --git ${quoted(`a/${previousPath}`)} ${quoted(`b/${path}`)}`];
  if (oldMode === undefined && newMode !== undefined) lines.push(`new file mode ${newMode}`);
  else if (newMode === undefined && oldMode !== undefined) lines.push(`deleted file mode ${oldMode}`);
  else if (oldMode !== newMode) lines.push(`old mode ${oldMode}`, `new mode ${newMode}`);
  if (previousPath !== path) lines.push(`rename from ${quoted(previousPath)}`, `rename to ${quoted(path)}`);
  return `${lines.join('\n')}\n`;
}

/** The lines that name the two sides; git leaves them out where no hunk follows. */
export function sideLines({ path, previousPath, oldMode, newMode }: DiffHeader): string {
  const before = oldMode === undefined ? '/dev/null' : sideName(`a/${previousPath}`);
  const after = newMode === undefined ? '/dev/null' : sideName(`b/${path}`);
  return `--- ${before}\n+++ ${after}\n`;
}
