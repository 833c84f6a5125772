export interface RateLimits {
  /** Messages that one channel takes at once before the limit of about one a second is felt. */
  postBurst: number;
  /** How many times Slack's published tier a method takes per minute and workspace. */
  tierFactor: number;
}
export const generous: RateLimits = { postBurst: 30, tierFactor: 10 };

const perMinute: Record<string, number> = {
  'chat.update': 50,
  'chat.delete': 50,
  'chat.postEphemeral': 100,
  'conversations.history': 50,
  'conversations.replies': 50,
  'conversations.info': 50,
  'conversations.list': 20,
  'conversations.open': 50,
  'conversations.members': 100,
  'users.info': 100,
  'users.list': 20,
  'users.lookupByEmail': 50,
  'views.open': 100,
  'views.update': 100,
  'views.push': 100,
  'views.publish': 100,
  'reactions.add': 50,
  'files.getUploadURLExternal': 100,
  'files.completeUploadExternal': 100,
  'files.info': 100,
};

interface Bucket {
  tokens: number;
  atMs: number;
}

/** Token buckets per method and workspace, and per channel for posting. Returns the seconds to wait; 0 means go. */
export function createRateLimits(limits: RateLimits, now: () => Date) {
  const buckets = new Map<string, Bucket>();
  return (method: string, team: string, channel = ''): number => {
    const isPost = method === 'chat.postMessage';
    const minute = isPost ? 60 : (perMinute[method] ?? 100) * limits.tierFactor;
    const capacity = isPost ? limits.postBurst : minute;
    const key = `${method} ${team} ${isPost ? channel : ''}`;
    const perMs = minute / 60_000;
    const nowMs = now().getTime();
    const bucket = buckets.get(key) ?? { tokens: capacity, atMs: nowMs };
    const tokens = Math.min(capacity, bucket.tokens + Math.max(0, nowMs - bucket.atMs) * perMs);
    const isAllowed = tokens >= 1;
    buckets.set(key, { tokens: isAllowed ? tokens - 1 : tokens, atMs: nowMs });
    return isAllowed ? 0 : Math.max(1, Math.ceil((1 - tokens) / perMs / 1000));
  };
}
