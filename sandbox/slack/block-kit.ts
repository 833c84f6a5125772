import {
  anyText,
  buttons,
  contextActions,
  image,
  inputs,
  pickers,
  plainText,
  selects,
  slackFile,
} from './block-kit-elements.ts';
import { richText } from './block-kit-rich-text.ts';
import {
  all,
  boolean,
  either,
  type Fault,
  identifier,
  isJson,
  type Json,
  lengthOf,
  list,
  number,
  oneOf,
  type Rule,
  shape,
  string,
  typed,
  url,
} from './block-kit-rules.ts';

export type { Fault } from './block-kit-rules.ts';
export type Surface = 'message' | 'modal' | 'home';

const MARKDOWN_MAX = 12_000;
const blocksMax: Record<Surface, number> = { message: 50, modal: 100, home: 100 };

const block = (required: Record<string, Rule>, optional: Record<string, Rule> = {}): Rule =>
  shape(required, { ...optional, block_id: identifier });
const textOrFields: Rule = (value, pointer, faults) => {
  if (isJson(value) && value.text === undefined && value.fields === undefined)
    faults.push({ pointer, message: 'must define either `text` or `fields`' });
};
const cell = typed({
  raw_text: shape({ text: string(3000) }),
  raw_number: shape({ value: number, text: string(3000) }),
  rich_text: richText,
});
const card = block(
  {},
  {
    hero_image: image,
    icon: image,
    title: anyText(150),
    subtitle: anyText(150),
    body: anyText(200),
    actions: list(typed(buttons), 5, 0),
  },
);
const taskCard = block(
  { task_id: string(255), title: string(255), status: oneOf('pending', 'in_progress', 'complete', 'error') },
  { details: richText, output: richText, sources: list(shape({ url, text: string(255) }), 20, 0) },
);

const everywhere: Record<string, Rule> = {
  section: all(
    block(
      {},
      {
        text: anyText(3000),
        fields: list(anyText(2000), 10),
        accessory: typed({ ...buttons, ...selects, ...pickers, image }),
        expand: boolean,
      },
    ),
    textOrFields,
  ),
  divider: block({}),
  header: block({ text: plainText(150) }),
  context: block({ elements: list(typed({ image, plain_text: anyText(3000), mrkdwn: anyText(3000) }), 10) }),
  actions: block({ elements: list(typed({ ...buttons, ...selects, ...pickers }), 25) }),
  image: all(
    block({ alt_text: string(2000) }, { image_url: url, slack_file: slackFile, title: plainText(2000) }),
    either('image_url', 'slack_file'),
  ),
  input: block(
    { label: plainText(2000), element: typed({ ...inputs, ...selects, ...pickers }) },
    { hint: plainText(2000), optional: boolean, dispatch_action: boolean },
  ),
  rich_text: richText,
  video: block(
    { video_url: url, thumbnail_url: url, alt_text: string(2000), title: plainText(200) },
    {
      title_url: url,
      author_name: string(50),
      provider_name: string(50),
      provider_icon_url: url,
      description: plainText(200),
    },
  ),
};
const inMessages: Record<string, Rule> = {
  markdown: block({ text: string(MARKDOWN_MAX) }),
  table: block(
    { rows: list(list(cell, 20), 100) },
    { column_settings: list(shape({}, { align: oneOf('left', 'center', 'right'), is_wrapped: boolean }), 20) },
  ),
  context_actions: block({ elements: list(typed(contextActions), 5) }),
  alert: block({ text: anyText(200) }, { level: oneOf('default', 'info', 'warning', 'error', 'success') }),
  card,
  carousel: block({ elements: list(typed({ card }), 10) }),
  task_card: taskCard,
  plan: block({ title: string(255) }, { tasks: list(typed({ task_card: taskCard }), 50, 0) }),
};
const rulesOf: Record<Surface, Rule> = {
  message: typed({ ...everywhere, ...inMessages }),
  modal: typed(everywhere),
  home: typed(everywhere),
};

/** Every fault of a list of blocks, in Slack's words; an empty list means that Slack would show it. */
export function checkBlocks(blocks: unknown, surface: Surface, root = '/blocks'): Fault[] {
  const faults: Fault[] = [];
  list(rulesOf[surface], blocksMax[surface], 0)(blocks, root, faults);
  if (!Array.isArray(blocks)) return faults;
  faults.push(...repeated(blocks, root), ...markdownSum(blocks, root));
  return faults;
}

function repeated(blocks: unknown[], root: string): Fault[] {
  const faults: Fault[] = [];
  const blockIds = new Set<unknown>();
  for (const [index, block] of blocks.entries()) {
    if (!isJson(block)) continue;
    const pointer = `${root}/${index}`;
    if (block.block_id !== undefined && blockIds.has(block.block_id))
      faults.push({ pointer: `${pointer}/block_id`, message: `\`block_id\` "${block.block_id}" already exists` });
    blockIds.add(block.block_id);
    const actionIds = new Set<unknown>();
    for (const { action_id: id } of elementsOf(block)) {
      if (id !== undefined && actionIds.has(id))
        faults.push({
          pointer,
          message: `\`action_id\` "${id}" already exists for \`block_id\` "${block.block_id ?? ''}"`,
        });
      actionIds.add(id);
    }
  }
  return faults;
}

/** The interactive elements of a block, in the order in which a person meets them. */
export function elementsOf(block: Json): Json[] {
  const listed = ['elements', 'actions'].flatMap((key) => (Array.isArray(block[key]) ? block[key] : []));
  const nested = block.type === 'carousel' ? listed.filter(isJson).flatMap(elementsOf) : [];
  return [...listed, block.accessory, block.element].filter(isJson).filter(isInteractive).concat(nested);
}

const interactive = new Set([buttons, selects, pickers, inputs, contextActions].flatMap((rules) => Object.keys(rules)));
const isInteractive = (element: Json): boolean => interactive.has(String(element.type));

function markdownSum(blocks: unknown[], root: string): Fault[] {
  const texts = blocks
    .filter(isJson)
    .flatMap(({ type, text }) => (type === 'markdown' && typeof text === 'string' ? [text] : []));
  const sum = texts.reduce((total, text) => total + lengthOf(text), 0);
  const tooLong = texts.length > 1 && sum > MARKDOWN_MAX;
  return tooLong
    ? [{ pointer: root, message: `markdown blocks must be less than ${MARKDOWN_MAX + 1} characters in sum` }]
    : [];
}

/** All characters that a message shows: beyond 13,200 Slack answers `msg_blocks_too_long` though each block is legal. */
export function charactersOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + charactersOf(item), 0);
  if (!isJson(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [key, member]) =>
      sum + (key === 'text' && typeof member === 'string' ? lengthOf(member) : charactersOf(member)),
    0,
  );
}
