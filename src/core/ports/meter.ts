/** What is measured while it happens. Names and labels are few and known: none holds what a person said, nor a tenant. */
export interface Meter {
  /** A request at a door (`/slack`, `/v1`), by its status. */
  request(door: string, status: number, seconds: number): void;
  /** One operation at a vendor. `outcome` is `done` or an error's code. */
  vendorCall(vendor: string, operation: string, outcome: string, seconds: number): void;
  /** A turn of a run: `worked`, or an error's code. */
  run(outcome: string, seconds: number): void;
  /** An effect that came to an end, or to none: `done`, `failed`, `unknown`. */
  effect(capability: string, outcome: string): void;
  /** Something was looked for in a cache. */
  cacheRead(kind: string, outcome: 'hit' | 'miss'): void;
  /** Something was held back or refused, by the name of its limit. */
  limited(limit: string): void;
}

const nothing = (): void => undefined;

/** Where nobody looks. */
export const noMeter: Meter = {
  request: nothing,
  vendorCall: nothing,
  run: nothing,
  effect: nothing,
  limited: nothing,
  cacheRead: nothing,
};
