import type { SandboxOrganisation } from '../organisations.ts';
import { elementsOf } from './block-kit.ts';
import type { Json } from './block-kit-rules.ts';
import type { Channel, Message, Person, View } from './model.ts';
import type { Workspace } from './workspace.ts';

export const BOT_NAME = 'Adjutant';

/** Slack gives each block and interactive element an id where the application gave none. */
export function withIds(blocks: Json[]): Json[] {
  const copy = structuredClone(blocks);
  for (const [index, block] of copy.entries()) {
    block.block_id ??= `b${index}${Math.random().toString(36).slice(2, 6)}`;
    for (const [place, element] of elementsOf(block).entries()) element.action_id ??= `${block.block_id}/${place}`;
  }
  return copy;
}

export function messageJson(workspace: Workspace, message: Message, withMetadata = true): Json {
  const { slack } = workspace.organisation(message.team);
  const json: Json = { type: 'message', user: message.user, ts: message.ts, team: message.team, text: message.text };
  if (message.byBot) Object.assign(json, { bot_id: slack.botId, app_id: slack.appId, bot_profile: botProfile(slack) });
  if (message.blocks !== undefined) json.blocks = message.blocks;
  if (message.attachments !== undefined) json.attachments = message.attachments;
  if (message.metadata !== undefined && withMetadata) json.metadata = message.metadata;
  if (message.editedTs !== undefined) json.edited = { user: message.user, ts: message.editedTs };
  if (message.threadTs !== undefined) json.thread_ts = message.threadTs;
  if (message.files !== undefined) Object.assign(json, { files: message.files, subtype: 'file_share', upload: false });
  if (message.broadcast === true) json.subtype = 'thread_broadcast';
  if (message.tombstone === true) Object.assign(json, { subtype: 'tombstone', hidden: true });
  if (message.reactions.length > 0)
    json.reactions = message.reactions.map(({ name, users }) => ({ name, users, count: users.length }));
  return json;
}

/** A root with what Slack adds once it has replies. */
export function rootJson(workspace: Workspace, message: Message, replies: Message[], withMetadata = true): Json {
  const json = messageJson(workspace, message, withMetadata);
  const last = replies.at(-1);
  if (last === undefined) return json;
  const users = [...new Set(replies.map(({ user }) => user))];
  return {
    ...json,
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users_count: users.length,
    reply_users: users,
    latest_reply: last.ts,
  };
}

function botProfile({ botId, appId, team }: SandboxOrganisation['slack']): Json {
  return { id: botId, app_id: appId, team_id: team, name: BOT_NAME, deleted: false, updated: 0, icons: {} };
}

export function channelJson(workspace: Workspace, channel: Channel): Json {
  const base = {
    id: channel.id,
    created: 1_700_000_000,
    is_archived: channel.isArchived,
    context_team_id: channel.team,
  };
  if (channel.between !== undefined) return { ...base, is_im: true, user: channel.between[0], is_user_deleted: false };
  if (channel.directWith !== undefined)
    return { ...base, is_im: true, user: channel.directWith, is_user_deleted: false };
  return {
    ...base,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.isPrivate !== true,
    is_group: channel.isPrivate === true,
    is_im: false,
    is_mpim: false,
    is_private: channel.isPrivate === true,
    is_general: channel.name === 'general',
    is_member: channel.hasBot,
    creator: workspace.organisation(channel.team).people[0]?.slack ?? '',
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    num_members: membersOfChannel(workspace, channel).length,
  };
}

export function membersOfChannel(workspace: Workspace, channel: Channel): string[] {
  const everyone = workspace.members(channel.team).filter(({ isBot }) => !isBot || channel.hasBot);
  const isIn = ({ id, isBot }: Person) =>
    channel.between?.includes(id) ?? (channel.directWith === undefined || isBot || id === channel.directWith);
  return everyone.filter(isIn).map(({ id }) => id);
}

export function personJson(team: string, person: Person): Json {
  return {
    id: person.id,
    team_id: team,
    name: person.handle,
    real_name: person.name,
    deleted: false,
    tz: 'Europe/Stockholm',
    tz_label: 'Central European Time',
    tz_offset: 3600,
    is_bot: person.isBot,
    is_app_user: false,
    is_admin: person.role === 'admin',
    is_owner: false,
    is_primary_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    updated: 1_700_000_000,
    profile: {
      real_name: person.name,
      real_name_normalized: person.name,
      display_name: person.handle,
      display_name_normalized: person.handle,
      title: person.role,
      team,
      ...(person.email === '' ? {} : { email: person.email }),
    },
  };
}

export function viewJson(workspace: Workspace, view: View): Json {
  const { slack } = workspace.organisation(view.team);
  const defaults =
    view.surface === 'home'
      ? { callback_id: '', private_metadata: '', external_id: '' }
      : {
          callback_id: '',
          private_metadata: '',
          external_id: '',
          submit: null,
          close: null,
          clear_on_close: false,
          notify_on_close: false,
        };
  return {
    ...defaults,
    ...view.payload,
    id: view.id,
    team_id: view.team,
    app_id: slack.appId,
    app_installed_team_id: view.team,
    bot_id: slack.botId,
    hash: view.hash,
    root_view_id: view.rootId,
    previous_view_id: view.previousId,
    state: { values: view.values },
  };
}
