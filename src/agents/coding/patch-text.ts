/** One patch as it was pasted: the words that came with it, and its diff alone. */
export interface PatchText {
  subject: string | undefined;
  body: string;
  diff: string;
}

const openingFence = /^(`{3,})[^`]*$/;
const closingFence = /^`{3,}$/;
const mailStart = /^From [0-9a-f]{40} .*$/m;
/** Above the version that ends a message of `git format-patch`; chat clients drop the blank behind the dashes. */
const signatureStarts = ['\n-- ', '\n--'];
const diffStart = /^(?:diff --git .*|--- .+\n\+\+\+ .+|Index: .+)$/m;

/** The fence is told from its first and last line: one pattern for the whole text would try each blank as its end. */
function withoutFence(pasted: string): string {
  const text = pasted.trim();
  const [start, last] = [text.indexOf('\n'), text.lastIndexOf('\n')];
  const opening = openingFence.exec(text.slice(0, Math.max(start, 0)))?.[1];
  if (opening === undefined) return pasted;
  const closing = text.slice(last + 1);
  const isClosed = closingFence.test(closing) && closing.length >= opening.length;
  return text.slice(start + 1, isClosed ? Math.max(start + 1, last) : undefined);
}

function withoutSignature(diff: string): string {
  const text = diff.trimEnd();
  const last = text.lastIndexOf('\n');
  const above = text.slice(0, Math.max(last, 0));
  const start = signatureStarts.find((each) => above.endsWith(each));
  if (start === undefined || !/^\d+\.\d/.test(text.slice(last + 1))) return diff;
  return `${above.slice(0, -start.length)}\n`;
}

/** Text that went through a chat or a mail program with `\r\n` everywhere, headers too, was not written that way. */
function withoutTransportEndings(text: string): string {
  const header = /^(?:diff --git|--- |@@ ).*$/m.exec(text)?.[0];
  return header?.endsWith('\r') ? text.replace(/\r\n/g, '\n') : text;
}

/** A header that was folded over several lines, as one. */
function subjectOf(headers: string): string | undefined {
  const found = /^Subject:[ \t]*(.*(?:\n[ \t]+.*)*)/im.exec(headers)?.[1];
  const subject = found
    ?.replace(/\s+/g, ' ')
    .replace(/^(?:\[[^\]]*\]\s*)+/, '')
    .trim();
  return subject === '' ? undefined : subject;
}

function readMessage(message: string): PatchText {
  const start = diffStart.exec(message)?.index ?? 0;
  const words = message.slice(0, start);
  const diff = withoutSignature(message.slice(start));
  const [headers = '', ...paragraphs] = words.split('\n\n');
  const subject = subjectOf(headers);
  const body = paragraphs
    .join('\n\n')
    .replace(/^---$[\s\S]*/m, '')
    .trim();
  return { subject, body: subject === undefined ? '' : body, diff };
}

/** Takes a pasted patch apart: code fence, e-mail headers and signatures go; several messages stay in order. */
export function readPatchText(pasted: string): PatchText[] {
  const unfenced = withoutFence(pasted);
  const text = withoutTransportEndings(unfenced.endsWith('\n') ? unfenced : `${unfenced}\n`);
  return text
    .split(new RegExp(`(?=${mailStart.source})`, 'm'))
    .filter((each) => each.trim() !== '')
    .map(readMessage);
}
