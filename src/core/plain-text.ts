const maxLength = 4_000;

const address =
  /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s<>"')\]]+|\bwww\.[^\s<>"')\]]+|\b(?:mailto|tel|data|javascript):[^\s<>"')\]]+/gi;
/** A name with a path behind it: chats make a link of it by themselves. */
const bareAddress = /(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}(?::\d{1,5})?\/[^\s<>"')\]]*/gi;
const leftOut = '[link left out]';

const withoutMarkup = (text: string): string =>
  text
    // Images, then links: their words stay, where they lead does not.
    .replace(/!\[([^\]]{0,500})\]\([^)]{0,2000}\)/g, '$1')
    .replace(/\[([^\]]{0,500})\]\([^)]{0,2000}\)/g, '$1')
    .replace(/<[^>]*>/g, ' ')
    .replace(/[<>]/g, ' ');

/** Whoever is called by it did not ask. */
const withoutMentions = (text: string): string => text.replace(/@(?=[\p{L}\p{N}_])/gu, '');

/** What was invented stays out: an address can carry away what was read, and lead to whoever wrote it. */
const withoutLinks = (text: string, known: string): string => {
  const keep = (found: string): string => (known.includes(found.replace(/[.,;:!?]+$/, '')) ? found : leftOut);
  return text
    .replace(address, keep)
    .replace(bareAddress, (found) =>
      /^[\w-]+\.(?:md|ts|js|json|ya?ml|txt|css|py)$/.test(found) ? found : keep(found),
    );
};

/** A model’s words as plain text: no images, no tags, nobody called, and no address that the asker did not write. */
export function plainText(text: string, known: string): string {
  const plain = withoutLinks(withoutMentions(withoutMarkup(text.slice(0, 4 * maxLength))), known)
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return plain.length > maxLength ? `${plain.slice(0, maxLength)}…` : plain;
}
