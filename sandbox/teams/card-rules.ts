import { isJson, type Json, TeamsError } from './model.ts';

const maxMessageBytes = 40 * 1_024;
const maxActions = 6;
const maxDepth = 12;
const cardType = 'application/vnd.microsoft.card.adaptive';

const elements = [
  'TextBlock',
  'RichTextBlock',
  'Container',
  'ColumnSet',
  'FactSet',
  'Image',
  'ImageSet',
  'ActionSet',
  'Table',
  'Input.Text',
  'Input.Number',
  'Input.Date',
  'Input.Time',
  'Input.Toggle',
  'Input.ChoiceSet',
];
const actions = ['Action.Execute', 'Action.Submit', 'Action.OpenUrl', 'Action.ShowCard', 'Action.ToggleVisibility'];

const refuse = (message: string): TeamsError => new TeamsError(400, 'BadSyntax', `Invalid Adaptive Card: ${message}`);
const list = (value: unknown, name: string): Json[] => {
  if (value === undefined) return [];
  if (Array.isArray(value) && value.every(isJson)) return value;
  throw refuse(`${name} has to be a list of objects`);
};
const text = (value: unknown, name: string): void => {
  if (typeof value !== 'string' || value === '') throw refuse(`${name} has to be a text`);
};

function checkAction(action: Json, ids: Set<string>, depth: number): void {
  if (!actions.includes(String(action.type))) throw refuse(`no action of type ${String(action.type)}`);
  if (action.type !== 'Action.OpenUrl') text(action.title, 'title');
  if (action.type === 'Action.OpenUrl' && !/^(https?|mailto|tel):/.test(String(action.url))) throw refuse('url');
  if (action.type === 'Action.Execute' && !isJson(action.data)) throw refuse('data of Action.Execute');
  if (action.type === 'Action.ShowCard') checkBody(action.card, ids, depth + 1);
}

function checkActions(value: unknown, ids: Set<string>, depth: number): void {
  const found = list(value, 'actions');
  if (found.length > maxActions) throw refuse(`more than ${maxActions} actions in a row`);
  for (const action of found) checkAction(action, ids, depth);
}

function checkElement(element: Json, ids: Set<string>, depth: number): void {
  if (depth > maxDepth) throw refuse(`deeper than ${maxDepth} levels`);
  if (!elements.includes(String(element.type))) throw refuse(`no element of type ${String(element.type)}`);
  if (String(element.type).startsWith('Input.')) {
    text(element.id, 'id of an input');
    if (element.isRequired === true && element.errorMessage === undefined) throw refuse('errorMessage');
    if (ids.has(String(element.id))) throw refuse(`two inputs of the id ${String(element.id)}`);
    ids.add(String(element.id));
  }
  if (element.type === 'TextBlock' && typeof element.text !== 'string') throw refuse('text of a TextBlock');
  if (element.type === 'RichTextBlock') {
    const runs = list(element.inlines, 'inlines');
    if (runs.length === 0 || runs.some((each) => each.type !== 'TextRun' || typeof each.text !== 'string'))
      throw refuse('inlines of a RichTextBlock');
  }
  if (element.type === 'Image' && !/^(https?:|data:image\/)/.test(String(element.url))) throw refuse('url of an image');
  if (element.type === 'ActionSet') checkActions(element.actions, ids, depth);
  for (const item of [...list(element.items, 'items'), ...list(element.columns, 'columns')])
    checkElement(item.type === 'Column' ? { ...item, type: 'Container' } : item, ids, depth + 1);
}

function checkBody(card: unknown, ids: Set<string>, depth: number): void {
  if (!isJson(card) || card.type !== 'AdaptiveCard') throw refuse('type has to be AdaptiveCard');
  for (const element of list(card.body, 'body')) checkElement(element, ids, depth + 1);
  checkActions(card.actions, ids, depth);
}

/** What Teams would show: version 1.5 at the most, known elements, and a size that clients take. */
export function checkCard(card: unknown): Json {
  if (!isJson(card)) throw refuse('it has to be an object');
  if (!/^1\.[0-5]$/.test(String(card.version))) throw refuse(`version ${String(card.version)} is not rendered`);
  checkBody(card, new Set(), 0);
  return card;
}

/** A message of the bot, as far as it is kept. */
export function readMessage(activity: unknown): { text: string; summary?: string; card?: Json } {
  if (!isJson(activity) || activity.type !== 'message')
    throw new TeamsError(400, 'BadSyntax', 'Only activities of type message can be posted here.');
  if (Buffer.byteLength(JSON.stringify(activity)) > maxMessageBytes)
    throw new TeamsError(413, 'MessageSizeTooBig', 'Message size too large.');
  const attachments = list(activity.attachments, 'attachments');
  const cards = attachments.map(({ contentType, content }) => {
    if (contentType !== cardType) throw new TeamsError(400, 'BadArgument', 'Unknown attachment type');
    return checkCard(content);
  });
  const said = typeof activity.text === 'string' ? activity.text : '';
  if (said === '' && cards.length === 0)
    throw new TeamsError(400, 'BadSyntax', 'Activity has neither text nor attachments');
  return {
    text: said,
    ...(typeof activity.summary === 'string' ? { summary: activity.summary } : {}),
    ...(cards[0] ? { card: cards[0] } : {}),
  };
}
