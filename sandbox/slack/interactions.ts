import { elementsOf } from './block-kit.ts';
import { isJson, type Json } from './block-kit-rules.ts';
import type { Answer, Delivery } from './delivery.ts';
import type { Hooks } from './hooks.ts';
import { type Ephemeral, type Message, SlackError, type StateValues, type View } from './model.ts';
import { escapePlainText, payloadBase } from './payloads.ts';
import { type Entered, entryFor, initialValues, optionsOf } from './state.ts';
import type { Suggestions } from './suggestions.ts';
import type { Triggers } from './triggers.ts';
import { blocksIn, type Views } from './views.ts';
import { messageJson, viewJson } from './wire.ts';
import type { Workspace } from './workspace.ts';

export interface Place {
  team: string;
  user: string;
  /** In a message (with `messageTs`), or in a modal (with `viewId`). */
  channel?: string | undefined;
  messageTs?: string | undefined;
  viewId?: string | undefined;
  actionId: string;
  blockId?: string | undefined;
}
export interface ClickInput extends Place {
  /** What was chosen or typed; for a button its value, needed only where several share an action_id. */
  value?: Entered | undefined;
}
export interface InteractionParts {
  workspace: Workspace;
  hooks: Hooks;
  triggers: Triggers;
  delivery: Delivery;
  views: Views;
  suggestions: Suggestions;
}
interface Target {
  blocks: Json[];
  values: StateValues;
  payload: Json;
  keep(values: StateValues): void;
  view?: View;
}

export function createInteractions(parts: InteractionParts) {
  const { workspace, triggers, delivery, suggestions } = parts;
  const states = workspace.table<{ id: string; values: StateValues }>('message-states', ({ id }) => id);

  const inMessage = ({ team, user, channel: channelId = '', messageTs = '' }: Place): Target => {
    const channel = workspace.channel(team, channelId);
    const found: Message | Ephemeral | undefined =
      workspace.messages(channel.id).get(messageTs) ?? workspace.ephemerals.get(messageTs);
    if (found === undefined || ('from' in found && found.user !== user)) throw new SlackError('message_not_found');
    const isEphemeral = 'from' in found;
    const thread = found.threadTs === undefined ? {} : { thread_ts: found.threadTs };
    const blocks = found.blocks ?? [];
    const stateId = `${messageTs}:${user}`;
    const payload: Json = {
      container: {
        type: 'message',
        message_ts: found.ts,
        channel_id: channel.id,
        is_ephemeral: isEphemeral,
        ...thread,
      },
      channel: { id: channel.id, name: channel.directWith === undefined ? channel.name : 'directmessage' },
      ...(isEphemeral ? {} : { message: escapePlainText(messageJson(workspace, found as Message)) }),
    };
    const values = states.get(stateId)?.values ?? initialValues(blocks);
    return { blocks, values, payload, keep: (next) => states.save({ id: stateId, values: next }) };
  };
  const inView = ({ team, user, viewId = '' }: Place): Target => {
    const view = parts.views.get(team, viewId);
    if (view.user !== user) throw new SlackError('not_found');
    const payload = { container: { type: 'view', view_id: view.id } };
    const keep = (values: StateValues) => void parts.views.fill(view, values);
    return { blocks: blocksIn(view.payload), values: view.values, payload, keep, view };
  };
  const targetOf = (place: Place): Target => (place.viewId === undefined ? inMessage(place) : inView(place));

  const send = (payload: Json): Promise<Answer> => delivery.form({ payload: JSON.stringify(payload) });

  return {
    /** Chooses or types something without pressing anything: only the state of the form changes. */
    enter(input: ClickInput): StateValues {
      const target = targetOf(input);
      const { block, element } = find(target.blocks, input);
      const offered = suggestions.offered(input, element);
      return remember(target, block, element, entryFor(element, input.value ?? null, offered));
    },
    async click(input: ClickInput): Promise<Answer> {
      const { team, user } = input;
      const target = targetOf(input);
      const { block, element } = find(target.blocks, input);
      const offered = suggestions.offered(input, element);
      const entry = entryFor(element, input.value ?? null, offered);
      const values = remember(target, block, element, entry);
      const { channel, messageTs } = input;
      const hook =
        channel === undefined || target.view !== undefined
          ? {}
          : {
              response_url: parts.hooks.create('actions', {
                team,
                channel: workspace.channel(team, channel).id,
                user,
                ...(messageTs === undefined ? {} : { originalTs: messageTs }),
              }).url,
            };
      const view = target.view === undefined ? {} : { view: viewJson(workspace, { ...target.view, values }) };
      return send({
        type: 'block_actions',
        ...payloadBase(workspace, team, user),
        ...target.payload,
        ...view,
        ...(target.view === undefined ? { state: { values } } : {}),
        trigger_id: triggers.create(team, user, input.viewId),
        ...hook,
        actions: [
          {
            ...described(element),
            ...pressed(element, input),
            ...entry,
            block_id: block.block_id,
            action_ts: workspace.nextTs(),
          },
        ],
      });
    },
    /** What an external select offers for the letters typed so far: the application is asked. */
    async suggest({ query, ...place }: Place & { query: string }): Promise<{ answer: Answer; options: Json[] }> {
      const target = targetOf(place);
      const { block, element } = find(target.blocks, place);
      const view = target.view === undefined ? {} : { view: viewJson(workspace, target.view) };
      const answer = await send({
        type: 'block_suggestion',
        ...payloadBase(workspace, place.team, place.user),
        ...target.payload,
        ...view,
        action_id: element.action_id,
        block_id: block.block_id,
        value: query,
      });
      const options = answer.status === 200 ? offeredIn(answer.body) : [];
      suggestions.remember(place, options);
      return { answer, options };
    },
  };
}

function find(blocks: Json[], { actionId, blockId, value }: ClickInput): { block: Json; element: Json } {
  const all = blocks.flatMap((block) => elementsOf(block).map((element) => ({ block, element })));
  const named = all.filter(
    ({ block, element }) => element.action_id === actionId && (blockId === undefined || block.block_id === blockId),
  );
  const match = named.find(({ element }) => element.value !== undefined && element.value === value) ?? named[0];
  if (match === undefined)
    throw new SlackError('action_not_found', {
      needed: actionId,
      provided: all.map(({ element }) => element.action_id),
    });
  return match;
}

function remember(target: Target, block: Json, element: Json, entry: Json): StateValues {
  const blockId = String(block.block_id);
  const known = target.values[blockId];
  const actionId = String(element.action_id);
  if (known?.[actionId] === undefined) return target.values;
  const values = { ...target.values, [blockId]: { ...known, [actionId]: entry } };
  target.keep(values);
  return values;
}

/** Of two thumbs the one that was pressed: its text and value stand in the action. */
function pressed(element: Json, { value }: ClickInput): Json {
  if (element.type !== 'feedback_buttons') return {};
  const thumb = [element.positive_button, element.negative_button].filter(isJson).find((each) => each.value === value);
  if (thumb === undefined) throw new SlackError('action_not_found', { needed: value });
  return { text: thumb.text, value: thumb.value };
}

const described = ({ type, action_id, value, text, style, placeholder, url }: Json): Json =>
  JSON.parse(JSON.stringify({ type, action_id, value, text, style, placeholder, url }));

function offeredIn(body: string): Json[] {
  try {
    const parsed: unknown = JSON.parse(body);
    return isJson(parsed) ? optionsOf(parsed) : [];
  } catch (error) {
    throw new SlackError('invalid_options', { cause: String(error) });
  }
}
