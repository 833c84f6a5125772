import { tooManyRequests } from './errors.ts';

/** How many calls an account may make in each window. */
export interface XLimits {
  post: number;
  delete: number;
  me: number;
  timeline: number;
  windowSeconds: number;
}
/** X's figures for its professional plan, reading the own account a little more freely. */
export const usualLimits: XLimits = { post: 100, delete: 50, me: 250, timeline: 900, windowSeconds: 900 };

export type Operation = Exclude<keyof XLimits, 'windowSeconds'>;

/** Counts a call and answers X's headers, or refuses it with them. */
export function createLimits(given: XLimits, now: () => Date) {
  let limits = given;
  const used = new Map<string, { count: number; endsMs: number }>();
  function spend(operation: Operation, account: string): Record<string, string> {
    const key = `${operation} ${account}`;
    const nowMs = now().getTime();
    const known = used.get(key);
    const { [operation]: limit, windowSeconds } = limits;
    const window = known && known.endsMs > nowMs ? known : { count: 0, endsMs: nowMs + windowSeconds * 1_000 };
    const isOver = window.count >= limit;
    if (!isOver) used.set(key, { ...window, count: window.count + 1 });
    const headers = {
      'x-rate-limit-limit': String(limit),
      'x-rate-limit-remaining': String(Math.max(0, limit - window.count - 1)),
      'x-rate-limit-reset': String(Math.ceil(window.endsMs / 1_000)),
    };
    if (isOver) throw tooManyRequests(headers);
    return headers;
  }

  return {
    spend,
    /** New limits begin with new windows. */
    set(next: XLimits): void {
      limits = next;
      used.clear();
    },
  };
}
