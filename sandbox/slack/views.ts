import { isJson, type Json } from './block-kit-rules.ts';
import { refuse } from './content.ts';
import { SlackError, type StateValues, type View } from './model.ts';
import { initialValues } from './state.ts';
import type { Triggers } from './triggers.ts';
import { checkView } from './view-kit.ts';
import { withIds } from './wire.ts';
import { newId, type Workspace } from './workspace.ts';

const STACK_MAX = 3;
const VIEW_MAX_BYTES = 250_000;

export interface Views {
  open(team: string, triggerId: string, payload: unknown): View;
  push(team: string, triggerId: string, payload: unknown): View;
  update(team: string, target: { viewId?: string; externalId?: string; hash?: string }, payload: unknown): View;
  /** The modals that a person has open, the visible one last. */
  stack(user: string): View[];
  get(team: string, id: string): View;
  fill(view: View, values: StateValues): View;
  place(team: string, user: string, payload: unknown, under: View[]): View;
  replace(view: View, payload: unknown): View;
  close(view: View): void;
  /** The App Home of one person: made or replaced. */
  publish(team: string, user: string, payload: unknown, hash?: string): View;
  home(user: string): View | undefined;
  clear(user: string): void;
}

export function createViews(workspace: Workspace, triggers: Triggers): Views {
  const changed = ({ team, user }: { team: string; user: string }) =>
    workspace.changes.publish({ kind: 'views', team, user });
  const save = (view: View): View => {
    workspace.views.save(view);
    changed(view);
    return view;
  };
  const checked = (payload: unknown, except?: string, surface: View['surface'] = 'modal'): Json => {
    if (JSON.stringify(payload ?? null).length > VIEW_MAX_BYTES) throw new SlackError('view_too_large');
    refuse('invalid_arguments', checkView(payload, surface));
    const view = payload as Json;
    const isTaken = ({ id, payload: other }: View) => id !== except && other.external_id === view.external_id;
    if (typeof view.external_id === 'string' && view.external_id !== '' && workspace.views.all().some(isTaken))
      throw new SlackError('duplicate_external_id');
    return { ...view, blocks: withIds(blocksIn(view)) };
  };

  const newView = (parts: Pick<View, 'team' | 'user' | 'payload' | 'surface'>): View => {
    const id = newId('V');
    return {
      ...parts,
      id,
      hash: hashOf(workspace),
      rootId: id,
      previousId: null,
      values: initialValues(blocksIn(parts.payload)),
    };
  };

  const views: Views = {
    open(team, triggerId, payload) {
      checked(payload);
      const { user } = triggers.exchange(team, triggerId);
      views.clear(user);
      return views.place(team, user, payload, []);
    },
    push(team, triggerId, payload) {
      checked(payload);
      const { user } = triggers.exchange(team, triggerId);
      const under = views.stack(user);
      if (under.length === 0) throw new SlackError('not_found');
      return views.place(team, user, payload, under);
    },
    update(team, { viewId, externalId, hash }, payload) {
      const isAsked = ({ id, payload: { external_id: external } }: View) =>
        viewId === undefined ? external === externalId : id === viewId;
      const view = workspace.views.all().find((each) => each.team === team && isAsked(each));
      if (view === undefined) throw new SlackError('not_found');
      if (hash !== undefined && hash !== view.hash) throw new SlackError('hash_conflict');
      return views.replace(view, payload);
    },
    stack: (user) => workspace.views.all().filter((view) => view.user === user && view.surface === 'modal'),
    get(team, id) {
      const view = workspace.views.get(id);
      if (view?.team !== team) throw new SlackError('not_found');
      return view;
    },
    fill: (view, values) => {
      const next = { ...view, values };
      workspace.views.save(next);
      return next;
    },
    place(team, user, payload, under) {
      if (under.length >= STACK_MAX) throw new SlackError('push_limit_reached');
      const view = newView({ team, user, payload: checked(payload), surface: 'modal' });
      return save({ ...view, rootId: under[0]?.id ?? view.id, previousId: under.at(-1)?.id ?? null });
    },
    replace(view, payload) {
      const sound = checked(payload, view.id, view.surface);
      const values = { ...initialValues(blocksIn(sound)), ...keptValues(view.values, blocksIn(sound)) };
      return save({ ...view, payload: sound, hash: hashOf(workspace), values });
    },
    home: (user) => workspace.views.all().find((view) => view.user === user && view.surface === 'home'),
    publish(team, user, payload, hash) {
      workspace.member(team, user);
      const known = views.home(user);
      if (known !== undefined && hash !== undefined && hash !== known.hash) throw new SlackError('hash_conflict');
      if (known !== undefined) return views.replace(known, payload);
      const sound = checked(payload, undefined, 'home');
      return save(newView({ team, user, payload: sound, surface: 'home' }));
    },
    close(view) {
      workspace.views.delete(view.id);
      changed(view);
    },
    clear(user) {
      for (const view of views.stack(user)) views.close(view);
    },
  };
  return views;
}

export const blocksIn = (payload: Json): Json[] => (Array.isArray(payload.blocks) ? payload.blocks.filter(isJson) : []);
const hashOf = (workspace: Workspace): string =>
  `${Math.floor(workspace.now().getTime() / 1000)}.${newId('').toLowerCase()}`;

/** What a person typed stays when a view is updated, as long as block and action keep their ids. */
function keptValues(values: StateValues, blocks: Json[]): StateValues {
  const ids = new Set(blocks.map(({ block_id: id }) => id));
  return Object.fromEntries(Object.entries(values).filter(([id]) => ids.has(id)));
}
