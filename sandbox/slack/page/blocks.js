import { el } from './dom.js';
import { control, field } from './elements.js';
import { emoji } from './emoji.js';
import { markdown } from './markdown.js';
import { inline, mrkdwn, unescaped } from './mrkdwn.js';
import { richText } from './rich-text.js';

const withEmoji = (text) => unescaped(text).replace(/:([a-z0-9_+-]+):/g, (_whole, name) => emoji(name));
/** A text object as nodes. */
export const textNodes = ({ type, text }) => (type === 'mrkdwn' ? mrkdwn(text) : [withEmoji(text)]);
const inlineText = ({ type, text }) => (type === 'mrkdwn' ? inline(text) : [withEmoji(text)]);

const image = ({ image_url: url, alt_text: alt }, kind) =>
  /^(https?:|data:image\/)/.test(url ?? '')
    ? el('img', { src: url, alt, class: kind, loading: 'lazy', referrerpolicy: 'no-referrer' })
    : alt;

const cellNodes = (cell) => (cell.type === 'rich_text' ? richText(cell) : [String(cell.text)]);

const renderers = {
  section: ({ text, fields, accessory, block_id: blockId }, host) =>
    el(
      'div',
      { class: 'section' },
      el(
        'div',
        { class: 'grow' },
        text === undefined ? undefined : textNodes(text),
        fields === undefined
          ? undefined
          : el(
              'div',
              { class: 'fields' },
              fields.map((each) => el('div', {}, textNodes(each))),
            ),
      ),
      accessory === undefined
        ? undefined
        : el(
            'div',
            { class: 'accessory' },
            accessory.type === 'image' ? image(accessory, 'thumb') : control(accessory, blockId, host),
          ),
    ),
  divider: () => el('hr'),
  header: ({ text }) => el('h3', { class: 'header' }, withEmoji(text.text)),
  context: ({ elements }) =>
    el(
      'div',
      { class: 'context' },
      elements.map((each) => (each.type === 'image' ? image(each, 'tiny') : el('span', {}, inlineText(each)))),
    ),
  actions: ({ elements, block_id: blockId }, host) =>
    el(
      'div',
      { class: 'actions' },
      elements.map((each) => control(each, blockId, host)),
    ),
  context_actions: ({ elements, block_id: blockId }, host) =>
    el(
      'div',
      { class: 'actions small' },
      elements.map((each) => control(each, blockId, host)),
    ),
  image: (block) =>
    el(
      'figure',
      {},
      block.title === undefined ? undefined : el('figcaption', {}, withEmoji(block.title.text)),
      image(block, 'wide'),
    ),
  input: (block, host) => field(block, host),
  rich_text: (block) => el('div', { class: 'text' }, richText(block)),
  markdown: ({ text }) => el('div', { class: 'text' }, markdown(text)),
  table: ({ rows }) =>
    el(
      'div',
      { class: 'table' },
      el(
        'table',
        {},
        rows.map((row, index) =>
          el(
            'tr',
            {},
            row.map((cell) => el(index === 0 ? 'th' : 'td', {}, cellNodes(cell))),
          ),
        ),
      ),
    ),
  alert: ({ text, level = 'default' }) => el('div', { class: `alert ${level}` }, textNodes(text)),
  card: ({ title, subtitle, body, actions = [], block_id: blockId }, host) =>
    el(
      'div',
      { class: 'card' },
      title && el('strong', {}, inlineText(title)),
      subtitle && el('div', { class: 'muted' }, inlineText(subtitle)),
      body && el('div', {}, textNodes(body)),
      el(
        'div',
        { class: 'actions' },
        actions.map((each) => control(each, blockId, host)),
      ),
    ),
  carousel: ({ elements }, host) =>
    el(
      'div',
      { class: 'carousel' },
      elements.map((each) => renderers.card(each, host)),
    ),
  task_card: ({ title, status, details, output }) =>
    el(
      'div',
      { class: 'task' },
      el('strong', {}, `${{ pending: '○', in_progress: '◔', complete: '●', error: '✕' }[status]} ${title}`),
      details && richText(details),
      output && richText(output),
    ),
  plan: ({ title, tasks = [] }, host) =>
    el(
      'div',
      { class: 'card' },
      el('strong', {}, title),
      tasks.map((each) => renderers.task_card(each, host)),
    ),
};

/** Blocks as nodes. `host` says what a press, a choice or a typed text does. */
export function blockNodes(blocks, host) {
  return blocks.map((block) => {
    const render = renderers[block.type];
    const node =
      render === undefined
        ? el('p', { class: 'muted' }, `[${block.type}: shown by Slack, not by this page]`)
        : render(block, host);
    node.dataset.block = block.block_id ?? '';
    return node;
  });
}
