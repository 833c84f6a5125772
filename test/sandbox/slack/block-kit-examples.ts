export const long = (length: number) => 'x'.repeat(length);
export const plain = (text: string) => ({ type: 'plain_text', text });
export const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const button = (more: object = {}) => ({ type: 'button', action_id: 'a', text: plain('Go'), ...more });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const option = (text: string, value = text) => ({ text: plain(text), value });
const select = (count: number) => ({
  type: 'static_select',
  action_id: 's',
  options: Array.from({ length: count }, (_, index) => option(`o${index}`)),
});
export const input = (element: object, more: object = {}) => ({ type: 'input', label: plain('L'), element, ...more });
export const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));
const richText = (...elements: object[]) => ({ type: 'rich_text', elements });

/** What is just right, what is one too much, and where the fault is. */
export const limits: [string, object[], object[], string][] = [
  ['blocks of a message', times(50, () => ({ type: 'divider' })), times(51, () => ({ type: 'divider' })), '/blocks'],
  [
    'section text',
    [{ type: 'section', text: mrkdwn(long(3000)) }],
    [{ type: 'section', text: mrkdwn(long(3001)) }],
    '/blocks/0/text/text',
  ],
  [
    'an empty text',
    [{ type: 'section', text: mrkdwn('x') }],
    [{ type: 'section', text: mrkdwn('') }],
    '/blocks/0/text/text',
  ],
  [
    'section fields',
    [{ type: 'section', fields: times(10, () => mrkdwn('x')) }],
    [{ type: 'section', fields: times(11, () => mrkdwn('x')) }],
    '/blocks/0/fields',
  ],
  [
    'a field',
    [{ type: 'section', fields: [mrkdwn(long(2000))] }],
    [{ type: 'section', fields: [mrkdwn(long(2001))] }],
    '/blocks/0/fields/0/text',
  ],
  [
    'header',
    [{ type: 'header', text: plain(long(150)) }],
    [{ type: 'header', text: plain(long(151)) }],
    '/blocks/0/text/text',
  ],
  [
    'header markup',
    [{ type: 'header', text: plain('x') }],
    [{ type: 'header', text: mrkdwn('x') }],
    '/blocks/0/text/type',
  ],
  [
    'context',
    [{ type: 'context', elements: times(10, () => mrkdwn('x')) }],
    [{ type: 'context', elements: times(11, () => mrkdwn('x')) }],
    '/blocks/0/elements',
  ],
  [
    'actions',
    [actions(...times(25, (n) => button({ action_id: `${n}` })))],
    [actions(...times(26, (n) => button({ action_id: `${n}` })))],
    '/blocks/0/elements',
  ],
  [
    'button text',
    [actions(button({ text: plain(long(75)) }))],
    [actions(button({ text: plain(long(76)) }))],
    '/blocks/0/elements/0/text/text',
  ],
  [
    'button value',
    [actions(button({ value: long(2000) }))],
    [actions(button({ value: long(2001) }))],
    '/blocks/0/elements/0/value',
  ],
  [
    'button url',
    [actions(button({ url: 'https://a.example' }))],
    [actions(button({ url: 'a.example' }))],
    '/blocks/0/elements/0/url',
  ],
  [
    'button style',
    [actions(button({ style: 'danger' }))],
    [actions(button({ style: 'green' }))],
    '/blocks/0/elements/0/style',
  ],
  [
    'action_id',
    [actions(button({ action_id: long(255) }))],
    [actions(button({ action_id: long(256) }))],
    '/blocks/0/elements/0/action_id',
  ],
  [
    'block_id',
    [{ type: 'divider', block_id: long(255) }],
    [{ type: 'divider', block_id: long(256) }],
    '/blocks/0/block_id',
  ],
  [
    'equal block_ids',
    [
      { type: 'divider', block_id: 'a' },
      { type: 'divider', block_id: 'b' },
    ],
    [
      { type: 'divider', block_id: 'a' },
      { type: 'divider', block_id: 'a' },
    ],
    '/blocks/1/block_id',
  ],
  ['equal action_ids', [actions(button(), button({ action_id: 'b' }))], [actions(button(), button())], '/blocks/0'],
  ['options', [actions(select(100))], [actions(select(101))], '/blocks/0/elements/0/options'],
  ['no options', [actions(select(1))], [actions({ type: 'static_select', action_id: 's' })], '/blocks/0/elements/0'],
  [
    'an option',
    [actions({ ...select(1), options: [option(long(75), 'v')] })],
    [actions({ ...select(1), options: [option(long(76), 'v')] })],
    '/blocks/0/elements/0/options/0/text/text',
  ],
  [
    'overflow',
    [actions({ type: 'overflow', options: times(5, (n) => option(`${n}`)) })],
    [actions({ type: 'overflow', options: times(6, (n) => option(`${n}`)) })],
    '/blocks/0/elements/0/options',
  ],
  [
    'checkboxes',
    [actions({ type: 'checkboxes', options: times(10, (n) => option(`${n}`)) })],
    [actions({ type: 'checkboxes', options: times(11, (n) => option(`${n}`)) })],
    '/blocks/0/elements/0/options',
  ],
  [
    'confirm',
    [actions(button({ confirm: { text: plain(long(300)) } }))],
    [actions(button({ confirm: { text: plain(long(301)) } }))],
    '/blocks/0/elements/0/confirm/text/text',
  ],
  [
    'date',
    [actions({ type: 'datepicker', initial_date: '2026-11-21' })],
    [actions({ type: 'datepicker', initial_date: '21.11.2026' })],
    '/blocks/0/elements/0/initial_date',
  ],
  [
    'text input',
    [input({ type: 'plain_text_input', max_length: 3000 })],
    [input({ type: 'plain_text_input', max_length: 3001 })],
    '/blocks/0/element/max_length',
  ],
  [
    'input lengths',
    [input({ type: 'plain_text_input', min_length: 2, max_length: 3 })],
    [input({ type: 'plain_text_input', min_length: 4, max_length: 3 })],
    '/blocks/0/element/min_length',
  ],
  [
    'input label',
    [input({ type: 'plain_text_input' }, { label: plain(long(2000)) })],
    [input({ type: 'plain_text_input' }, { label: plain(long(2001)) })],
    '/blocks/0/label/text',
  ],
  [
    'markdown',
    [{ type: 'markdown', text: long(12_000) }],
    [{ type: 'markdown', text: long(12_001) }],
    '/blocks/0/text',
  ],
  [
    'markdown in sum',
    [
      { type: 'markdown', text: long(6000) },
      { type: 'markdown', text: long(6000) },
    ],
    [
      { type: 'markdown', text: long(6000) },
      { type: 'markdown', text: long(6001) },
    ],
    '/blocks',
  ],
  [
    'image',
    [{ type: 'image', alt_text: 'x', image_url: 'https://a.example/x.png' }],
    [{ type: 'image', alt_text: 'x' }],
    '/blocks/0',
  ],
  [
    'rich text',
    [richText({ type: 'rich_text_section', elements: [{ type: 'text', text: 'x', style: { bold: true } }] })],
    [richText({ type: 'rich_text_section', elements: [{ type: 'text', text: '' }] })],
    '/blocks/0/elements/0/elements/0/text',
  ],
  [
    'table rows',
    [{ type: 'table', rows: times(100, () => [{ type: 'raw_text', text: 'x' }]) }],
    [{ type: 'table', rows: times(101, () => [{ type: 'raw_text', text: 'x' }]) }],
    '/blocks/0/rows',
  ],
  [
    'context_actions',
    [
      {
        type: 'context_actions',
        elements: times(5, (n) => ({ type: 'icon_button', icon: 'trash', action_id: `${n}`, text: plain('x') })),
      },
    ],
    [{ type: 'context_actions', elements: [] }],
    '/blocks/0/elements',
  ],
  [
    'an unknown member',
    [{ type: 'section', text: { type: 'plain_text', text: 'x', emoji: true } }],
    [{ type: 'section', text: { type: 'mrkdwn', text: 'x', emoji: true } }],
    '/blocks/0/text',
  ],
  ['an unknown block', [{ type: 'divider' }], [{ type: 'button' }], '/blocks/0/type'],
  ['an empty section', [{ type: 'section', text: plain('x') }], [{ type: 'section' }], '/blocks/0'],
];

/** Only what is right, by name. */
export const sound: [string, object[]][] = limits.map(([name, blocks]) => [name, blocks]);
