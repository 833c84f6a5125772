import type express from 'express';
import type { SandboxOrganisation } from '../organisations.ts';
import type { Store } from '../store.ts';
import { apiRouter } from './api.ts';
import { chatMethods } from './api-chat.ts';
import { conversationMethods } from './api-conversations.ts';
import { fileMethods } from './api-files.ts';
import { userMethods } from './api-users.ts';
import { viewMethods } from './api-views.ts';
import { createDelivery } from './delivery.ts';
import { createDriver, type SlackDriver } from './drive.ts';
import { createEvents } from './events.ts';
import { createFiles } from './files.ts';
import { createHooks } from './hooks.ts';
import { pagesRouter } from './pages.ts';
import { createPosts } from './posts.ts';
import { createRateLimits, generous, type RateLimits } from './rate-limits.ts';
import { createScopes } from './scopes.ts';
import { createSuggestions } from './suggestions.ts';
import { createTriggers } from './triggers.ts';
import { createViews } from './views.ts';
import { openWorkspace } from './workspace.ts';

export { signSlackRequest } from './signature.ts';

export interface SlackSandboxOptions {
  store: Store;
  organisations: SandboxOrganisation[];
  signingSecret: string;
  /** The application's URL for commands, interactions and events. */
  requestUrl: () => string;
  /** Our own base, for `response_url`s and permalinks. */
  url: () => string;
  clock?: () => Date;
  /** When a failed event is sent again. Slack: at once, after one minute, after five. */
  retryDelaysMs?: number[];
  limits?: RateLimits;
  /** How long the application may take to answer; as long as with Slack when left out. */
  patienceMs?: number;
}
export interface SlackSandbox {
  /** Mounted at `/slack/api`. */
  api: express.Router;
  /** Mounted at `/`: the chat page, and the `response_url`s below `/slack/response`. */
  pages: express.Router;
  drive: SlackDriver;
  countEffects(): Record<string, number>;
  reset(): void;
  close(): Promise<void>;
}

const slacksRetryDelaysMs = [0, 60_000, 300_000];

export function createSlackSandbox(options: SlackSandboxOptions): SlackSandbox {
  const now = options.clock ?? (() => new Date());
  const workspace = openWorkspace(options.store, options.organisations, now);
  const { signingSecret, requestUrl, patienceMs } = options;
  const delivery = createDelivery({ signingSecret, requestUrl, now, ...(patienceMs ? { patienceMs } : {}) });
  const events = createEvents(workspace, delivery, options.retryDelaysMs ?? slacksRetryDelaysMs);
  const files = createFiles(workspace, options.url);
  const scopes = createScopes(workspace);
  const posts = createPosts(workspace, events, files);
  const triggers = createTriggers(workspace);
  const hooks = createHooks(workspace, posts, options.url);
  const views = createViews(workspace, triggers);
  const suggestions = createSuggestions(workspace);
  const drive = createDriver({
    workspace,
    delivery,
    events,
    posts,
    triggers,
    hooks,
    views,
    suggestions,
    scopes,
    files,
    url: options.url,
  });
  const limiter = createRateLimits(options.limits ?? generous, now);
  const methods = {
    ...userMethods(workspace),
    ...chatMethods(workspace, posts, options.url),
    ...conversationMethods(workspace),
    ...viewMethods(workspace, views),
    ...fileMethods(workspace, files, options.url),
  };
  const pages = pagesRouter({ workspace, drive, hooks, files, scopes, url: options.url });
  return {
    api: apiRouter({ workspace, methods, limiter, scopes }),
    pages: pages.router,
    drive,
    countEffects: () => workspace.counts(),
    reset: () => workspace.reset(),
    async close() {
      pages.close();
      await events.close();
    },
  };
}
