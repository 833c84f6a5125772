import type { Json } from './block-kit-rules.ts';
import { isJson } from './block-kit-rules.ts';
import { BOT_NAME } from './wire.ts';
import type { Workspace } from './workspace.ts';

/** What every interaction payload carries. */
export function payloadBase(workspace: Workspace, team: string, user: string): Json {
  const { slack } = workspace.organisation(team);
  const { handle } = workspace.member(team, user);
  return {
    team: { id: team, domain: slack.domain },
    enterprise: null,
    user: { id: user, username: handle, name: handle, team_id: team },
    api_app_id: slack.appId,
    token: 'sandbox-verification-token',
    is_enterprise_install: false,
  };
}

export const escapeText = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** Slack sends the plain text of a clicked message with its three control characters escaped. */
export function escapePlainText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(escapePlainText);
  if (!isJson(value)) return value;
  if (value.type === 'plain_text' && typeof value.text === 'string') return { ...value, text: escapeText(value.text) };
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, escapePlainText(member)]));
}

/** What a person types, as Slack puts it on the wire: escaped, with names of people turned into mentions. */
export function typedText(workspace: Workspace, team: string, typed: string): string {
  const members = workspace.members(team);
  return escapeText(typed).replace(/@([\p{L}\p{N}_-]+(?: [\p{Lu}][\p{L}-]+)?)/gu, (whole, name: string) => {
    const lower = name.toLowerCase();
    const full = members.find((member) => member.name.toLowerCase() === lower);
    if (full !== undefined) return `<@${full.id}>`;
    const [first = '', ...rest] = name.split(' ');
    const short = members.find(
      ({ handle, isBot }) =>
        handle === first.toLowerCase() || (isBot && first.toLowerCase() === BOT_NAME.toLowerCase()),
    );
    return short === undefined ? whole : [`<@${short.id}>`, ...rest].join(' ');
  });
}
