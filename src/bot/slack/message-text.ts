const unescapeText = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** What Slack made of an address, a channel or a group, back to what was typed. */
function typed(inner: string): string {
  const [target = '', label] = inner.split('|');
  if (target.startsWith('#')) return label ? `#${label}` : target;
  if (target.startsWith('!')) return `@${(label ?? target.slice(1)).replace(/^@/, '')}`;
  if (target.startsWith('@')) return label ? `@${label}` : target;
  const isSame = label !== undefined && target.replace(/^(https?:\/\/|mailto:)/, '') === label;
  return isSame ? label : target;
}

/** A message as its writer typed it, without the mention of the bot. */
export function typedText(wire: string, botUser: string | undefined): string {
  const bot = botUser === undefined ? /^\s*<@[UW][A-Z0-9]+(\|[^>]*)?>/ : new RegExp(`<@${botUser}(\\|[^>]*)?>`, 'g');
  return unescapeText(
    wire.replace(bot, ' ').replace(/<([^<>\s][^<>]*)>/g, (_whole, inner: string) => typed(inner)),
  ).trim();
}
