import { isJson, type Json } from './block-kit-rules.ts';
import { type Content, responding } from './content.ts';
import { SlackError } from './model.ts';
import type { Posts } from './posts.ts';
import { newId, type Workspace } from './workspace.ts';

const VALID_MS = 30 * 60_000;
const USES_MAX = 5;

interface Hook {
  id: string;
  secret: string;
  team: string;
  channel: string;
  user: string;
  createdMs: number;
  uses: number;
  command?: string;
  /** The message that `replace_original` and `delete_original` mean. */
  originalTs?: string;
}
interface HookOrigin {
  team: string;
  channel: string;
  user: string;
  command?: string;
  originalTs?: string;
}
export interface Hooks {
  /** A `response_url`: thirty minutes, five uses. */
  create(kind: 'commands' | 'actions', origin: HookOrigin): { url: string; id: string };
  use(id: string, secret: string, body: unknown): void;
  /** Shows the body of an acknowledged command, which is the first answer and costs no use. */
  answer(id: string, body: Json): void;
}

export function createHooks(workspace: Workspace, posts: Posts, baseUrl: () => string): Hooks {
  const hooks = workspace.table<Hook>('hooks', ({ id }) => id);
  const nowMs = () => workspace.now().getTime();

  const show = (hook: Hook, body: Json, content: Content): void => {
    const channel = workspace.channel(hook.team, hook.channel);
    const { slack } = workspace.organisation(hook.team);
    const threadTs = typeof body.thread_ts === 'string' ? body.thread_ts : undefined;
    const place = threadTs === undefined ? {} : { threadTs };
    const origin = hook.command === undefined ? {} : { command: hook.command };
    const shown =
      body.response_type === 'in_channel'
        ? posts.write(channel, { user: slack.botUser, byBot: true }, content, place)
        : posts.whisper(channel, { user: hook.user, from: 'bot', ...content, ...place, ...origin });
    if (hook.originalTs === undefined) hooks.save({ ...hook, originalTs: shown.ts });
  };

  return {
    create(kind, origin) {
      for (const { id, createdMs } of hooks.all()) if (nowMs() - createdMs > 2 * VALID_MS) hooks.delete(id);
      const hook = { ...origin, id: newId(''), secret: newId('s'), createdMs: nowMs(), uses: 0 };
      hooks.save(hook);
      return { id: hook.id, url: `${baseUrl()}/slack/response/${kind}/${origin.team}/${hook.id}/${hook.secret}` };
    },
    use(id, secret, body) {
      const hook = hooks.get(id);
      if (hook === undefined || hook.secret !== secret) throw new SlackError('invalid_url');
      if (nowMs() - hook.createdMs > VALID_MS) throw new SlackError('expired_url');
      if (hook.uses >= USES_MAX) throw new SlackError('used_url');
      if (!isJson(body)) throw new SlackError('invalid_payload');
      const isDeletion = body.delete_original === true;
      const content = isDeletion
        ? undefined
        : posts.check(workspace.channel(hook.team, hook.channel), contentOf(body), responding);
      const used = { ...hook, uses: hook.uses + 1 };
      hooks.save(used);
      workspace.count('response_url');
      if (content === undefined) removeOriginal(workspace, used);
      else if (body.replace_original !== true || !replaceOriginal(workspace, used, content)) show(used, body, content);
    },
    answer(id, body) {
      const hook = hooks.get(id);
      if (hook === undefined) return;
      const channel = workspace.channel(hook.team, hook.channel);
      show(hook, body, posts.check(channel, contentOf(body), responding));
    },
  };
}

const contentOf = ({ text, blocks, attachments }: Json) => ({
  text: typeof text === 'string' ? text : undefined,
  blocks,
  attachments,
});

function removeOriginal(workspace: Workspace, { team, channel, user, originalTs = '' }: Hook): void {
  workspace.ephemerals.delete(originalTs);
  workspace.messages(channel).delete(originalTs);
  workspace.changes.publish({ kind: 'messages', team, channel, user });
  workspace.changes.publish({ kind: 'messages', team, channel });
}

function replaceOriginal(workspace: Workspace, { team, channel, originalTs = '' }: Hook, content: Content): boolean {
  const ephemeral = workspace.ephemerals.get(originalTs);
  const message = workspace.messages(channel).get(originalTs);
  if (ephemeral !== undefined) {
    const { blocks: _blocks, ...bare } = ephemeral;
    workspace.ephemerals.save({ ...bare, ...content });
  } else if (message !== undefined) {
    const { blocks: _blocks, ...bare } = message;
    workspace.messages(channel).save({ ...bare, ...content, editedTs: workspace.nextTs() });
  } else return false;
  workspace.changes.publish({ kind: 'messages', team, channel });
  return true;
}
