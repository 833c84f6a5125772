import { boolean, integer, list, number, oneOf, type Rule, shape, string, typed, url } from './block-kit-rules.ts';

const style = shape({}, { bold: boolean, italic: boolean, strike: boolean, code: boolean, underline: boolean });
const styled = { style };
const id = string(255);
const leaf: Record<string, Rule> = {
  text: shape({ text: string(12_000) }, styled),
  link: shape({ url }, { ...styled, text: string(12_000), unsafe: boolean }),
  emoji: shape({ name: id }, { ...styled, unicode: id, url, skin_tone: number }),
  user: shape({ user_id: id }, styled),
  channel: shape({ channel_id: id }, styled),
  usergroup: shape({ usergroup_id: id }, styled),
  team: shape({ team_id: id }, styled),
  broadcast: shape({ range: oneOf('here', 'channel', 'everyone') }, styled),
  date: shape({ timestamp: number, format: id }, { ...styled, url, fallback: string(3000) }),
  color: shape({ value: id }, styled),
};
const leaves = list(typed(leaf), 1000, 0);
const border = integer(0, 1);
const section = shape({ elements: leaves });

/** The nested language of messages as people type them; the `text` of a leaf is plain, never mrkdwn. */
export const richText: Rule = shape(
  {
    elements: list(
      typed({
        rich_text_section: section,
        rich_text_list: shape(
          { elements: list(typed({ rich_text_section: section }), 1000, 0), style: oneOf('bullet', 'ordered') },
          { indent: integer(0, 8), offset: integer(0, 100_000), border },
        ),
        rich_text_quote: shape({ elements: leaves }, { border }),
        rich_text_preformatted: shape(
          { elements: list(typed({ text: leaf.text as Rule, link: leaf.link as Rule }), 1000, 0) },
          { border, language: id },
        ),
      }),
      1000,
      0,
    ),
  },
  { block_id: id },
);
