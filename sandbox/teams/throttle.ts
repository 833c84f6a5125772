/** So many in so many seconds: of the bot in one conversation, and of the app in one tenant. */
export interface Throttle {
  perConversation: readonly (readonly [count: number, seconds: number])[];
  perTenantASecond: number;
}

/** As Microsoft publishes it. */
export const published: Throttle = {
  perConversation: [
    [7, 1],
    [8, 2],
    [60, 30],
    [1_800, 3_600],
  ],
  perTenantASecond: 30,
};

export interface Throttling {
  /** Seconds to wait, or nothing when it may pass. */
  take(conversation: string, tenant: string): number | undefined;
  clear(): void;
}

export function createThrottling({ perConversation, perTenantASecond }: Throttle, now: () => Date): Throttling {
  const taken = new Map<string, number[]>();
  const longestMs = 3_600_000;

  function wait(key: string, limits: Throttle['perConversation'], at: number): number | undefined {
    const times = (taken.get(key) ?? []).filter((time) => time > at - longestMs);
    taken.set(key, times);
    const over = limits.find(([count, seconds]) => times.filter((time) => time > at - seconds * 1_000).length >= count);
    return over?.[1];
  }

  return {
    take(conversation, tenant) {
      const at = now().getTime();
      const seconds =
        wait(`c ${conversation}`, perConversation, at) ?? wait(`t ${tenant}`, [[perTenantASecond, 1]], at);
      if (seconds !== undefined) return seconds;
      for (const key of [`c ${conversation}`, `t ${tenant}`]) taken.get(key)?.push(at);
      return undefined;
    },
    clear: () => taken.clear(),
  };
}
