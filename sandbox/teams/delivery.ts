import { setTimeout } from 'node:timers/promises';
import type { Store } from '../store.ts';
import type { Json } from './model.ts';
import { appId } from './organisations.ts';
import { channelIssuer, type Signing } from './signing.ts';

const answerWithinMs = 15_000;
const lifeSeconds = 3_600;

/** What the bot said to one request. Status 0: it did not answer at all. */
export interface Answer {
  status: number;
  body: unknown;
  ms: number;
}

export interface DeliveryOptions {
  /** What was not taken yet is kept here, and sent again after a restart. */
  store: Store;
  serviceUrl(): string;
  signing: Signing;
  requestUrl(): string;
  now(): Date;
  /** When an activity that was not answered is sent again. */
  retryDelaysMs: readonly number[];
}

export interface Delivery {
  /** Once: a click or a dialog, whose answer a person waits for. */
  ask(activity: Json): Promise<Answer>;
  /** Until it is taken, or the delays are used up; answers what came first. */
  tell(activity: Json): Promise<Answer>;
  close(): Promise<void>;
}

/** Sends activities as the Bot Framework does: with a token of its own for this bot and this service. */
export function createDelivery(options: DeliveryOptions): Delivery {
  const { store, signing, serviceUrl, requestUrl, now, retryDelaysMs } = options;
  const pending = store.collection<Json>('teams-pending');
  const closing = new AbortController();
  const going = new Set<Promise<unknown>>();

  async function send(activity: Json): Promise<Answer> {
    const seconds = Math.floor(now().getTime() / 1_000);
    const claims = {
      iss: channelIssuer,
      aud: appId,
      serviceurl: serviceUrl(),
      nbf: seconds - 300,
      exp: seconds + lifeSeconds,
    };
    const started = performance.now();
    const answer = await fetch(requestUrl(), {
      method: 'POST',
      body: JSON.stringify({ ...activity, serviceUrl: serviceUrl() }),
      headers: { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${signing.sign(claims)}` },
      signal: AbortSignal.timeout(answerWithinMs),
      redirect: 'manual',
    }).then(
      async (response) => ({ status: response.status, body: parsed(await response.text()) }),
      () => ({ status: 0, body: undefined }),
    );
    return { ...answer, ms: Math.round(performance.now() - started) };
  }

  async function sendAgain(activity: Json): Promise<void> {
    for (const delayMs of retryDelaysMs) {
      await setTimeout(delayMs, undefined, { signal: closing.signal });
      if (isTaken(await send(activity))) break;
    }
    pending.delete(String(activity.id));
  }

  function later(activity: Json): void {
    const again: Promise<unknown> = sendAgain(activity)
      .catch(() => undefined)
      .finally(() => going.delete(again));
    going.add(again);
  }
  for (const activity of pending.all()) later(activity);

  return {
    ask: send,
    async tell(activity) {
      pending.put(String(activity.id), activity);
      const first = await send(activity);
      if (isTaken(first)) pending.delete(String(activity.id));
      else later(activity);
      return first;
    },
    async close() {
      closing.abort();
      await Promise.all(going);
    },
  };
}

/** Refusals are final; what was not answered, or badly, is sent again. */
const isTaken = ({ status }: Answer): boolean => status >= 200 && status < 500;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text === '' ? undefined : text;
  }
}
