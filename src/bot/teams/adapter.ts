import type { Activity, ConversationParameters } from 'botbuilder';
import { AppError } from '../../core/index.ts';
import { stillHeld } from '../../platform/still-held.ts';
import type { Card } from './card-elements.ts';
import { createLogin } from './login.ts';
import { toAppError } from './service-errors.ts';
import { isAllowedService } from './service-hosts.ts';
import type { TeamsSettings } from './settings.ts';

/** A conversation, or a thread in it, and where it is reached. */
export interface ConversationRef {
  serviceUrl: string;
  /** With `;messageid=` where it is a thread. */
  conversation: string;
}

/** What we say. */
export interface OutboundMessage {
  card: Card;
  /** For notifications and screen readers. */
  summary: string;
}

/** The Bot Connector in our words. This is the only file that knows its SDK. */
export interface TeamsAdapter {
  /** Answers the new message's id. Throws `AppError('upstream.…')`, as the others do. */
  send(to: ConversationRef, message: OutboundMessage): Promise<string>;
  update(at: ConversationRef, id: string, message: OutboundMessage): Promise<void>;
  remove(at: ConversationRef, id: string): Promise<void>;
  /** The conversation with one person, who has the app. */
  openDirect(serviceUrl: string, person: { realm: string; user: string }): Promise<string>;
  /** The same, that sends nothing once the signal is aborted. */
  until(signal: AbortSignal): TeamsAdapter;
  /** A new post in a channel. Answers the conversation of its thread, and the post's id. */
  openThread(
    serviceUrl: string,
    channel: string,
    message: OutboundMessage,
  ): Promise<{ conversation: string; id: string }>;
}

const requestTimeoutMs = 10_000;
const cardType = 'application/vnd.microsoft.card.adaptive';

const toActivity = ({ card, summary }: OutboundMessage): Partial<Activity> => ({
  type: 'message',
  summary,
  attachments: [{ contentType: cardType, content: card }],
});

/** The SDK's type asks for all of it; the protocol does not. */
const conversationOf = (parameters: Partial<ConversationParameters>) => parameters as ConversationParameters;

interface Pipeline {
  removePolicy(policy: { name: string }): unknown[];
}
const isPipeline = (value: unknown): value is Pipeline =>
  typeof value === 'object' && value !== null && 'removePolicy' in value && typeof value.removePolicy === 'function';

/**
 * The SDK sends by itself again what was not answered, and has no option against it: what we post would be there twice. It also
 * follows redirects, with our token. Both parts are taken out of it; should they be missing, it is another SDK than we know.
 */
function sendsOnce<T extends object>(connector: T): T {
  const inner: unknown = Reflect.get(connector, 'client');
  const pipeline: unknown = typeof inner === 'object' && inner !== null ? Reflect.get(inner, 'pipeline') : undefined;
  for (const name of ['defaultRetryPolicy', 'redirectPolicy']) {
    if (!isPipeline(pipeline) || pipeline.removePolicy({ name }).length === 0)
      throw new AppError('internal', `The Bot Framework SDK has no ${name} to take out.`);
  }
  return connector;
}

async function load(settings: TeamsSettings) {
  // Half a second of every start, for who has no Teams.
  const { ConfigurationBotFrameworkAuthentication, CloudAdapter } = await import('botbuilder');
  const login = createLogin(settings);
  const authentication = new ConfigurationBotFrameworkAuthentication(
    {
      MicrosoftAppId: settings.appId,
      MicrosoftAppType: 'MultiTenant',
      ToChannelFromBotLoginUrl: settings.loginUrl,
      ToChannelFromBotOAuthScope: 'https://api.botframework.com',
      OAuthUrl: 'https://token.botframework.com',
      CallerId: 'urn:botframework:azure',
    },
    {
      isValidAppId: async (id) => id === settings.appId,
      isAuthenticationDisabled: async () => false,
      createCredentials: async () => ({
        signRequest: async (request) => {
          request.headers.set('authorization', `Bearer ${await login.token()}`);
          return request;
        },
      }),
    },
  );
  class Adapter extends CloudAdapter {
    readonly identity = this.createClaimsIdentity(settings.appId);
  }
  const factory = authentication.createConnectorFactory(new Adapter(authentication).identity);
  return { login, connect: async (serviceUrl: string) => sendsOnce(await factory.create(serviceUrl)) };
}
type Loaded = Awaited<ReturnType<typeof load>>;
type Connector = Awaited<ReturnType<Loaded['connect']>>;

export function createTeamsAdapter(settings: TeamsSettings): TeamsAdapter {
  let loading: Promise<Loaded> | undefined;
  const loaded = (): Promise<Loaded> => {
    loading ??= load(settings);
    return loading;
  };

  async function connected<T>(
    serviceUrl: string,
    work: (connector: Connector) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    if (!isAllowedService(serviceUrl, settings.serviceHosts))
      throw new AppError('upstream.refused', 'The address of the conversation is none that we post to.');
    const { connect, login } = await loaded();
    try {
      const connector = await connect(serviceUrl);
      // What could take long comes first, so that nothing stands between the look at the clock and the request.
      if (signal) await login.token().then(() => stillHeld(signal));
      return await work(connector);
    } catch (error) {
      const known = toAppError(error);
      if (known instanceof AppError && known.code === 'upstream.unauthorized') login.forget();
      throw known;
    }
  }

  function speaking(signal?: AbortSignal): TeamsAdapter {
    const options = { timeout: requestTimeoutMs, ...(signal ? { abortSignal: signal } : {}) };
    const at = <T>(serviceUrl: string, work: (connector: Connector) => Promise<T>): Promise<T> =>
      connected(serviceUrl, work, signal);
    return {
      until: speaking,
      send: ({ serviceUrl, conversation }, message) =>
        at(serviceUrl, async ({ conversations }) => {
          const { id } = await conversations.sendToConversation(conversation, toActivity(message), options);
          return id;
        }),
      update: ({ serviceUrl, conversation }, id, message) =>
        at(serviceUrl, async ({ conversations }) => {
          await conversations.updateActivity(conversation, id, { ...toActivity(message), id }, options);
        }),
      remove: ({ serviceUrl, conversation }, id) =>
        at(serviceUrl, async ({ conversations }) => {
          await conversations.deleteActivity(conversation, id, options);
        }),
      openDirect: (serviceUrl, { realm, user }) =>
        at(serviceUrl, async ({ conversations }) => {
          const { id } = await conversations.createConversation(
            conversationOf({
              isGroup: false,
              bot: { id: `28:${settings.appId}`, name: 'Adjutant' },
              members: [{ id: user, name: '' }],
              tenantId: realm,
              channelData: { tenant: { id: realm } },
            }),
            options,
          );
          return id;
        }),
      openThread: (serviceUrl, channel, message) =>
        at(serviceUrl, async ({ conversations }) => {
          const { id, activityId } = await conversations.createConversation(
            conversationOf({
              isGroup: true,
              bot: { id: `28:${settings.appId}`, name: 'Adjutant' },
              channelData: { channel: { id: channel } },
              activity: toActivity(message) as Activity,
            }),
            options,
          );
          return { conversation: id, id: activityId };
        }),
    };
  }

  return speaking();
}
