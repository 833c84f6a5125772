const namedEscapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
};

/** A name as git writes it, in quotes and with octal bytes where it is not plain ASCII. */
export function unquote(name: string): string {
  const quoted = /^"(.*)"$/s.exec(name)?.[1];
  if (quoted === undefined) return name;
  const bytes: Buffer[] = [];
  for (const [piece, octal, escaped] of quoted.matchAll(/\\([0-7]{3})|\\(.)|[^\\]+/gs)) {
    if (octal !== undefined) bytes.push(Buffer.from([Number.parseInt(octal, 8) & 0xff]));
    else bytes.push(Buffer.from(escaped === undefined ? piece : (namedEscapes[escaped] ?? escaped)));
  }
  return Buffer.concat(bytes).toString();
}

/** The path on a line that names a side; empty where the file is not on that side. */
export const sideName = (text: string): string => {
  const name = unquote(text.replace(/\t.*$/, ''));
  return name === '/dev/null' ? '' : name.replace(/^[ab]\//, '');
};

/** Reads the names in `diff --git a/x b/x`, which stands alone where only a mode changed. */
export function nameInCommand(line: string): string {
  const rest = line.slice('diff --git '.length);
  const quoted = /"((?:[^"\\]|\\.)*)"$/.exec(rest);
  if (quoted) return sideName(quoted[0]);
  // Both sides have the same name here; a name may hold blanks, so the text is cut in the middle.
  return sideName(rest.slice((rest.length + 1) / 2));
}
