import { SlackError } from './model.ts';
import { newId, type Workspace } from './workspace.ts';

const VALID_MS = 3000;
const REMEMBERED_MS = 10 * 60_000;

interface Trigger {
  id: string;
  team: string;
  user: string;
  createdMs: number;
  isUsed: boolean;
  /** The modal from which it comes, when it comes from one. */
  viewId?: string;
}
export interface Triggers {
  create(team: string, user: string, viewId?: string): string;
  exchange(team: string, id: string): Trigger;
}

/** `trigger_id`s: the right to open one modal, for three seconds. */
export function createTriggers(workspace: Workspace): Triggers {
  const triggers = workspace.table<Trigger>('triggers', ({ id }) => id);
  const nowMs = () => workspace.now().getTime();
  return {
    create(team, user, viewId) {
      for (const { id, createdMs } of triggers.all()) if (nowMs() - createdMs > REMEMBERED_MS) triggers.delete(id);
      const id = `${nowMs()}.${team}.${newId('').toLowerCase()}`;
      triggers.save({ id, team, user, createdMs: nowMs(), isUsed: false, ...(viewId === undefined ? {} : { viewId }) });
      return id;
    },
    exchange(team, id) {
      const trigger = triggers.get(id);
      if (trigger === undefined || trigger.team !== team) throw new SlackError('invalid_trigger_id');
      if (trigger.isUsed) throw new SlackError('exchanged_trigger_id');
      if (nowMs() - trigger.createdMs > VALID_MS) throw new SlackError('expired_trigger_id');
      triggers.save({ ...trigger, isUsed: true });
      return trigger;
    },
  };
}
