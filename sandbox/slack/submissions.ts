import { elementsOf } from './block-kit.ts';
import { isJson, type Json, lengthOf } from './block-kit-rules.ts';
import type { Answer, Delivery } from './delivery.ts';
import { SlackError, type StateValues, type View } from './model.ts';
import { payloadBase } from './payloads.ts';
import { type Entered, entryFor, isEmptyEntry } from './state.ts';
import type { Suggestions } from './suggestions.ts';
import type { Triggers } from './triggers.ts';
import { blocksIn, type Views } from './views.ts';
import { viewJson } from './wire.ts';
import type { Workspace } from './workspace.ts';

export interface SubmitInput {
  team: string;
  user: string;
  viewId: string;
  /** What was entered, by block_id and action_id; what is left out stays as it is. */
  values?: Record<string, Record<string, Entered>> | undefined;
}
export interface SubmitResult {
  /** `invalid`: Slack's own check of the form; nothing was sent. `failed`: no usable answer. */
  outcome: 'closed' | 'cleared' | 'errors' | 'updated' | 'pushed' | 'invalid' | 'failed';
  errors: Record<string, string>;
  view?: View;
  answer?: Answer;
}
export interface SubmissionParts {
  workspace: Workspace;
  views: Views;
  triggers: Triggers;
  delivery: Delivery;
  suggestions: Suggestions;
}

export async function submitView(parts: SubmissionParts, input: SubmitInput): Promise<SubmitResult> {
  const { workspace, views, triggers, delivery } = parts;
  const view = ownView(views, input);
  const filled = views.fill(view, merged(view, input.values ?? {}, parts.suggestions));
  const errors = formErrors(filled);
  if (Object.keys(errors).length > 0) return { outcome: 'invalid', errors, view: filled };
  const payload = {
    type: 'view_submission',
    ...payloadBase(workspace, input.team, input.user),
    trigger_id: triggers.create(input.team, input.user, view.id),
    view: viewJson(workspace, filled),
    response_urls: [],
  };
  const answer = await delivery.form({ payload: JSON.stringify(payload) });
  return { answer, ...applied(views, filled, answer) };
}

export async function closeView(
  parts: SubmissionParts,
  input: Pick<SubmitInput, 'team' | 'user' | 'viewId'>,
): Promise<Answer | undefined> {
  const { workspace, views, delivery } = parts;
  const view = ownView(views, input);
  const clears = view.payload.clear_on_close === true;
  const closing = clears ? views.stack(view.user).reverse() : [view];
  for (const each of closing) views.close(each);
  if (view.payload.notify_on_close !== true) return undefined;
  const payload = {
    type: 'view_closed',
    ...payloadBase(workspace, view.team, view.user),
    view: viewJson(workspace, view),
    is_cleared: clears,
  };
  return delivery.form({ payload: JSON.stringify(payload) });
}

function ownView(views: Views, { team, user, viewId }: SubmitInput): View {
  const view = views.get(team, viewId);
  if (view.user !== user) throw new SlackError('not_found');
  return view;
}

function merged(view: View, entered: Record<string, Record<string, Entered>>, suggestions: Suggestions): StateValues {
  const values = structuredClone(view.values);
  for (const [blockId, actions] of Object.entries(entered))
    for (const [actionId, value] of Object.entries(actions)) {
      const block = blocksIn(view.payload).find(({ block_id: id }) => id === blockId);
      const element = block && elementsOf(block).find(({ action_id: id }) => id === actionId);
      const known = values[blockId];
      if (element === undefined || known === undefined)
        throw new SlackError('invalid_arguments', { needed: `${blockId}/${actionId}` });
      const offered = suggestions.offered({ user: view.user, viewId: view.id, actionId }, element);
      known[actionId] = entryFor(element, value, [...chosenIn(known[actionId]), ...offered]);
    }
  return values;
}

/** What was chosen before may stay, though the last suggestions no longer hold it. */
function chosenIn(entry: Json | undefined): Json[] {
  return [entry?.selected_option, entry?.selected_options].flat().filter(isJson);
}

/** What Slack's own form refuses before anything is sent. */
function formErrors(view: View): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const block of blocksIn(view.payload).filter(({ type }) => type === 'input')) {
    const [element] = elementsOf(block);
    if (element === undefined) continue;
    const blockId = String(block.block_id);
    const entry = view.values[blockId]?.[String(element.action_id)] ?? { type: element.type };
    const error = isEmptyEntry(entry) ? missing(block) : misformed(element, entry);
    if (error !== undefined) errors[blockId] = error;
  }
  return errors;
}

const missing = ({ optional }: Json): string | undefined =>
  optional === true ? undefined : 'Please complete this required field.';

function misformed(element: Json, { value }: Json): string | undefined {
  if (typeof value !== 'string') return undefined;
  const { type, min_length: min, max_length: max } = element;
  if (typeof min === 'number' && lengthOf(value) < min) return `Please enter at least ${min} characters.`;
  if (typeof max === 'number' && lengthOf(value) > max) return `Please enter at most ${max} characters.`;
  if (type === 'plain_text_input' && lengthOf(value) > 3000) return 'Please enter at most 3000 characters.';
  if (type === 'email_text_input' && !/^\S+@\S+\.\S+$/.test(value)) return 'Please enter a valid email address.';
  if (type === 'url_text_input' && !URL.canParse(value)) return 'Please enter a valid URL.';
  return type === 'number_input' ? numberError(element, value) : undefined;
}

function numberError(
  { is_decimal_allowed: decimals, min_value: min, max_value: max }: Json,
  value: string,
): string | undefined {
  const number = Number(value);
  if (Number.isNaN(number) || (decimals !== true && !Number.isInteger(number))) return 'Please enter a valid number.';
  if (min !== undefined && number < Number(min)) return `Please enter a number that is ${min} or more.`;
  if (max !== undefined && number > Number(max)) return `Please enter a number that is ${max} or less.`;
  return undefined;
}

function applied(views: Views, view: View, answer: Answer): Omit<SubmitResult, 'answer'> {
  if (answer.status !== 200) return { outcome: 'failed', errors: {}, view };
  const body = parsed(answer.body);
  switch (body?.response_action) {
    case undefined:
      if (body === undefined) return { outcome: 'failed', errors: {}, view };
      views.close(view);
      return { outcome: 'closed', errors: {} };
    case 'clear':
      views.clear(view.user);
      return { outcome: 'cleared', errors: {} };
    case 'errors':
      return { outcome: 'errors', errors: errorsFor(view, body.errors), view };
    case 'update':
      return { outcome: 'updated', errors: {}, view: views.replace(view, body.view) };
    case 'push':
      return {
        outcome: 'pushed',
        errors: {},
        view: views.place(view.team, view.user, body.view, views.stack(view.user)),
      };
    default:
      return { outcome: 'failed', errors: {}, view };
  }
}

function parsed(body: string): Json | undefined {
  if (body.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(body);
    return isJson(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Slack shows an error only beside an input block; one for anything else is the application's mistake and shown to nobody. */
function errorsFor(view: View, errors: unknown): Record<string, string> {
  const inputs = new Set(
    blocksIn(view.payload)
      .filter(({ type }) => type === 'input')
      .map(({ block_id: id }) => String(id)),
  );
  const entries = isJson(errors) ? Object.entries(errors) : [];
  const unknown = entries.map(([id]) => id).filter((id) => !inputs.has(id));
  if (unknown.length > 0 || entries.length === 0)
    throw new SlackError('invalid_response_errors', { needed: [...inputs], provided: unknown });
  return Object.fromEntries(entries.map(([id, message]) => [id, String(message)]));
}
