import { isJson, type Json } from './block-kit-rules.ts';
import type { Answer, Delivery } from './delivery.ts';
import type { Hooks } from './hooks.ts';
import { type Channel, SlackError } from './model.ts';
import { escapeText } from './payloads.ts';
import type { Posts } from './posts.ts';
import type { Triggers } from './triggers.ts';
import type { Workspace } from './workspace.ts';

export interface CommandInput {
  team: string;
  channel: string;
  user: string;
  command: string;
  text: string;
}
export interface CommandParts {
  workspace: Workspace;
  posts: Posts;
  hooks: Hooks;
  triggers: Triggers;
  delivery: Delivery;
}

/** A person runs a slash command. The text travels as typed: in the app's settings, "escape" is off. */
export async function runCommand(parts: CommandParts, input: CommandInput): Promise<Answer> {
  const { workspace, hooks, triggers, delivery } = parts;
  const { team, user, command, text } = input;
  const channel = workspace.channel(team, input.channel);
  const person = workspace.member(team, user);
  const { slack } = workspace.organisation(team);
  const typed = `${command} ${text}`.trim();
  const hook = hooks.create('commands', { team, channel: channel.id, user, command: typed });
  const answer = await delivery.form({
    token: 'sandbox-verification-token',
    team_id: team,
    team_domain: slack.domain,
    channel_id: channel.id,
    channel_name: nameOf(channel),
    user_id: user,
    user_name: person.handle,
    command,
    text: text.trim(),
    api_app_id: slack.appId,
    is_enterprise_install: 'false',
    response_url: hook.url,
    trigger_id: triggers.create(team, user),
  });
  const failure = shownFailure(parts, hook.id, answer);
  if (failure !== undefined) tellFailure(parts, channel, input, failure);
  return answer;
}

/** What Slack calls a place to an application, which may not know it. */
function nameOf({ name, directWith, between, isPrivate }: Channel): string {
  if (directWith !== undefined || between !== undefined) return 'directmessage';
  return isPrivate === true ? 'privategroup' : name;
}

/** Shows the acknowledgement, or returns the error that Slack names to the person. */
function shownFailure({ hooks }: CommandParts, hookId: string, answer: Answer): string | undefined {
  if (answer.failure === 'http_timeout') return 'operation_timeout';
  if (answer.status !== 200) return 'dispatch_failed';
  if (answer.body.trim() === '') return undefined;
  try {
    hooks.answer(hookId, bodyOf(answer.body));
    return undefined;
  } catch (error) {
    if (error instanceof SlackError) return error.code === 'no_text' ? undefined : error.code;
    throw error;
  }
}

function bodyOf(body: string): Json {
  if (!body.trimStart().startsWith('{')) return { text: body };
  try {
    const parsed: unknown = JSON.parse(body);
    if (isJson(parsed)) return parsed;
  } catch (error) {
    throw new SlackError('invalid_command_response', { cause: String(error) });
  }
  throw new SlackError('invalid_command_response');
}

function tellFailure({ posts }: CommandParts, channel: Channel, input: CommandInput, failure: string): void {
  const typed = `${input.command} ${input.text}`.trim();
  const text = `${escapeText(input.command)} failed with the error "${failure}"`;
  posts.whisper(channel, { user: input.user, from: 'slackbot', text, command: typed });
}
