const block = 512;

/** A text in a header ends at its first NUL. */
const textAt = (bytes: Buffer, start: number, length: number): string => {
  const field = bytes.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.subarray(0, end < 0 ? length : end).toString('utf8');
};
const sizeOf = (header: Buffer): number => Number.parseInt(textAt(header, 124, 12).trim(), 8) || 0;

function nameOf(header: Buffer): string {
  const [name, prefix] = [textAt(header, 0, 100), textAt(header, 345, 155)];
  return prefix === '' ? name : `${prefix}/${name}`;
}

/** `<length> path=<name>\n`, among other records: a name that does not fit into the header. */
function longName(records: Buffer): string | undefined {
  for (let at = 0; at < records.length; ) {
    const blank = records.indexOf(' ', at);
    const length = Number(records.subarray(at, blank).toString());
    if (blank < 0 || !Number.isInteger(length) || length <= 0) return undefined;
    const record = records.subarray(blank + 1, at + length - 1).toString('utf8');
    if (record.startsWith('path=')) return record.slice('path='.length);
    at += length;
  }
  return undefined;
}

/** The regular files of a tar archive as git writes it. Everything else in it is passed over. */
export function filesInTar(bytes: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  let long: string | undefined;
  for (let at = 0; at + block <= bytes.length; ) {
    const header = bytes.subarray(at, at + block);
    const content = bytes.subarray(at + block, at + block + sizeOf(header));
    const kind = textAt(header, 156, 1);
    if (kind === 'x') long = longName(content);
    else {
      if (kind === '0') files.set(long ?? nameOf(header), content);
      long = undefined;
    }
    at += block + Math.ceil(content.length / block) * block;
  }
  return files;
}
