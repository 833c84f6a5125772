import { me } from './data.js';
import { enlarge } from './dialogs.js';
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

/** A file of the workspace comes from the workspace, as the person who looks; anything else from where it says. */
const sourceOf = ({ image_url: url, slack_file: file }) =>
  file?.id === undefined ? url : `/chat/files/${encodeURIComponent(file.id)}?${new URLSearchParams(me())}`;

function image(element, kind) {
  const { alt_text: alt } = element;
  const src = sourceOf(element);
  if (!/^(https?:|data:image\/|\/chat\/)/.test(src ?? '')) return alt;
  return el('img', { src, alt, class: kind, loading: 'lazy', referrerpolicy: 'no-referrer' });
}

/** A picture as wide as the message; a click or Enter shows it as large as the window. */
function wideImage(block) {
  const shown = image(block, 'wide');
  if (typeof shown === 'string') return shown;
  const open = () => enlarge(shown.src, block.alt_text);
  return el(
    'button',
    { type: 'button', class: 'enlarge', title: `${block.alt_text} (click to enlarge)`, onclick: open },
    shown,
  );
}

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
      wideImage(block),
    ),
  input: (block, host) => field(block, host),
  rich_text: (block) => el('div', { class: 'text rich' }, richText(block)),
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
