import { z } from 'zod';
import { AppError, type ChatFile } from '../../core/index.ts';
import type { Reference } from '../../services/index.ts';
import { typedText } from './message-text.ts';

const id = z.string().min(1).max(500);
const optionalText = z
  .string()
  .max(500)
  .nullish()
  .transform((value) => value ?? '');
const account = z.object({
  id,
  name: optionalText,
  aadObjectId: id.nullish(),
  role: z.string().nullish(),
});

const activitySchema = z.object({
  type: z.string().max(100),
  id: id.nullish(),
  name: optionalText,
  action: optionalText,
  serviceUrl: z.string().min(1).max(1_000),
  from: account,
  recipient: account,
  conversation: z.object({
    id,
    name: optionalText,
    conversationType: z.string().nullish(),
    tenantId: id.nullish(),
  }),
  channelData: z
    .object({
      tenant: z.object({ id }).nullish(),
      channel: z.object({ id, name: optionalText }).nullish(),
      team: z.object({ id, name: optionalText }).nullish(),
    })
    .nullish(),
  text: z.string().nullish(),
  entities: z
    .array(z.looseObject({ type: z.string(), text: optionalText, mentioned: z.object({ id }).nullish() }))
    .nullish(),
  attachments: z
    .array(z.looseObject({ contentType: z.string(), content: z.unknown().optional(), name: optionalText }))
    .nullish(),
  value: z.unknown().optional(),
  membersAdded: z.array(z.object({ id })).nullish(),
  membersRemoved: z.array(z.object({ id })).nullish(),
});
type Activity = z.output<typeof activitySchema>;

/** Who speaks, in Teams' own names. Nothing here says what they may do. */
export interface Speaker {
  /** The Entra tenant. */
  realm: string;
  /** The Entra object id; empty for who is no person of it. */
  user: string;
}

/** Where it was said. */
export interface TurnPlace {
  realm: string;
  serviceUrl: string;
  /** With `;messageid=` in the thread of a channel. */
  conversation: string;
  kind: Reference['kind'];
  /** What the channel is called, where Teams says so. */
  name: string;
}

interface TurnCommon {
  /** The same for each repetition. */
  identity: string;
  speaker: Speaker;
  place: TurnPlace;
}
/** What Teams tells us, in our words. */
export type InboundTurn = TurnCommon &
  (
    | { kind: 'message'; text: string; value: unknown; files: readonly ChatFile[] }
    | { kind: 'invoke'; name: string; value: unknown }
    | { kind: 'joined' | 'left' }
    /** Nothing that is meant for us. */
    | { kind: 'other' }
  );

const kindOf = ({ conversation: { conversationType: type }, channelData }: Activity): TurnPlace['kind'] => {
  if (type === 'channel' || channelData?.channel) return 'channel';
  return type === 'groupChat' ? 'group' : 'personal';
};

/** A conversation without the thread. */
export const rootOf = (conversation: string): string => conversation.replace(/;messageid=.*$/, '');

/** The reference that is kept of a place. */
export const referenceOf = (
  { realm, conversation, kind, name, serviceUrl }: TurnPlace,
  { user }: Speaker,
): Reference => ({
  platform: 'teams',
  realm,
  conversation: rootOf(conversation),
  kind,
  name,
  serviceUrl,
  subject: kind === 'personal' ? user : undefined,
});

function htmlOf({ attachments }: Activity): string | undefined {
  const html = attachments?.find(({ contentType }) => contentType === 'text/html')?.content;
  return typeof html === 'string' ? html : undefined;
}

const isBot = ({ id: name, role }: Activity['from']): boolean => role === 'bot' || name.startsWith('28:');

function membership(activity: Activity): 'joined' | 'left' | undefined {
  const { type, action, recipient, membersAdded, membersRemoved } = activity;
  if (type === 'installationUpdate') return action.startsWith('remove') ? 'left' : 'joined';
  if (type !== 'conversationUpdate') return undefined;
  if (membersAdded?.some(({ id: member }) => member === recipient.id)) return 'joined';
  return membersRemoved?.some(({ id: member }) => member === recipient.id) ? 'left' : undefined;
}

const fileType = 'application/vnd.microsoft.teams.file.download.info';
const fileContent = z.object({ downloadUrl: z.string().min(1).max(4_000), uniqueId: id.nullish() });

/** Files that Teams hands to bots: in personal chats only. */
function filesOf({ attachments, conversation, channelData }: Activity, message: string): ChatFile[] {
  const realm = channelData?.tenant?.id ?? conversation.tenantId ?? '';
  return (attachments ?? []).flatMap(({ contentType, content, name }, index): ChatFile[] => {
    const found = contentType === fileType ? fileContent.safeParse(content).data : undefined;
    if (!found) return [];
    const identity = `${realm}:${found.uniqueId ?? `${conversation.id}:${message}:${index}`}`;
    return [{ door: 'teams', identity, name: name || 'file', bytes: undefined, place: { url: found.downloadUrl } }];
  });
}

function said(activity: Activity): Pick<InboundTurn & { kind: 'message' }, 'text' | 'value' | 'files'> {
  const mentions = (activity.entities ?? []).filter(({ type }) => type === 'mention');
  const files = filesOf(activity, activity.id ?? '');
  const told = mentions.map(({ text, mentioned }) => ({ text, isOwn: mentioned?.id === activity.recipient.id }));
  return {
    text: typedText(activity.text ?? '', { mentions: told, html: htmlOf(activity) }),
    value: activity.value,
    files,
  };
}

function toTurn(activity: Activity): InboundTurn {
  const { type, conversation, channelData, from, serviceUrl } = activity;
  const realm = channelData?.tenant?.id ?? conversation.tenantId ?? '';
  const name = channelData?.channel?.name || (kindOf(activity) === 'channel' ? conversation.name : '');
  const common: TurnCommon = {
    identity: `${conversation.id}:${activity.id ?? ''}`,
    speaker: { realm, user: from.aadObjectId ?? '' },
    place: { realm, serviceUrl, conversation: conversation.id, kind: kindOf(activity), name },
  };
  const member = membership(activity);
  if (member) return { ...common, kind: member };
  if (isBot(from)) return { ...common, kind: 'other' };
  if (type === 'invoke') return { ...common, kind: 'invoke', name: activity.name, value: activity.value };
  return type === 'message' && activity.id
    ? { ...common, kind: 'message', ...said(activity) }
    : { ...common, kind: 'other' };
}

export function readTurn(body: unknown): InboundTurn {
  const result = activitySchema.safeParse(body);
  if (result.success) return toTurn(result.data);
  const paths = result.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new AppError('input.invalid', `This activity has not the form that the Bot Framework documents: ${paths}.`);
}
