/** One patch as it was pasted: the words that came with it, and its diff alone. */
export interface PatchText {
  subject: string | undefined;
  body: string;
  diff: string;
}

const fence = /^\s*(`{3,})[^\n`]*\n([\s\S]*?)(?:\n\1`*[ \t]*)?\s*$/;
const mailStart = /^From [0-9a-f]{40} .*$/m;
/** `git format-patch` ends each message with its version; chat clients drop the blank behind the dashes. */
const signature = /\n-- ?\n\d+\.\d+[^\n]*\s*$/;
const diffStart = /^(?:diff --git .*|--- .+\n\+\+\+ .+|Index: .+)$/m;

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
  const diff = message.slice(start).replace(signature, '\n');
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
  const unfenced = fence.exec(pasted)?.[2] ?? pasted;
  const text = withoutTransportEndings(unfenced.endsWith('\n') ? unfenced : `${unfenced}\n`);
  return text
    .split(new RegExp(`(?=${mailStart.source})`, 'm'))
    .filter((each) => each.trim() !== '')
    .map(readMessage);
}
