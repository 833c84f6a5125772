import type { Json } from './block-kit-rules.ts';
import type { Answer, Delivery } from './delivery.ts';
import { newId, type Workspace } from './workspace.ts';

interface Pending {
  id: string;
  body: Json;
  /** 0: never sent; 1: the first try failed; … */
  tries: number;
  reason: string;
  dueMs: number;
}
export interface SentEvent {
  eventId: string;
  type: string;
  answer: Answer;
}
export interface Events {
  /** Sends one event; resolves after the first try, retries go on behind it. */
  send(team: string, event: Json): Promise<SentEvent>;
  /** Waits until no try is on its way (retries that are due later are not waited for). */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** The Events API: each event until it is answered with 2xx, at most 1 + retries times; what is pending survives a restart. */
export function createEvents(workspace: Workspace, delivery: Delivery, retryDelaysMs: number[]): Events {
  const pending = workspace.table<Pending>('pending-events', ({ id }) => id);
  const timers = new Set<NodeJS.Timeout>();
  const running = new Set<Promise<unknown>>();
  let isClosed = false;

  const attempt = async (id: string): Promise<Answer | undefined> => {
    const entry = pending.get(id);
    if (entry === undefined || isClosed) return undefined;
    const headers = entry.tries === 0 ? {} : retryHeaders(entry);
    const answer = await delivery.json(entry.body, headers);
    if (isClosed) return answer;
    const delayMs = retryDelaysMs[entry.tries];
    if (answer.failure === undefined || answer.noRetry || delayMs === undefined) pending.delete(id);
    else {
      const dueMs = workspace.now().getTime() + delayMs;
      pending.save({ ...entry, tries: entry.tries + 1, reason: answer.failure, dueMs });
      schedule(id, delayMs);
    }
    return answer;
  };
  const tracked = <T>(work: Promise<T>): Promise<T> => {
    running.add(work);
    void work.finally(() => running.delete(work));
    return work;
  };
  const schedule = (id: string, delayMs: number): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      void tracked(attempt(id));
    }, delayMs);
    timers.add(timer);
    timer.unref();
  };
  for (const { id, dueMs } of pending.all()) schedule(id, Math.max(0, dueMs - workspace.now().getTime()));

  return {
    async send(team, event) {
      const eventId = newId('Ev');
      if (isClosed) return { eventId, type: String(event.type), answer: unsent };
      pending.save({ id: eventId, body: envelope(workspace, team, eventId, event), tries: 0, reason: '', dueMs: 0 });
      const answer = await tracked(attempt(eventId));
      return { eventId, type: String(event.type), answer: answer ?? unsent };
    },
    async settled() {
      while (running.size > 0) await Promise.all(running);
    },
    async close() {
      isClosed = true;
      for (const timer of timers) clearTimeout(timer);
      await Promise.all(running);
    },
  };
}

const unsent: Answer = { status: 0, body: '', ms: 0, noRetry: true, failure: 'connection_failed' };
const retryHeaders = ({ tries, reason }: Pending) => ({
  'x-slack-retry-num': String(tries),
  'x-slack-retry-reason': reason,
});

function envelope(workspace: Workspace, team: string, eventId: string, event: Json): Json {
  const { slack } = workspace.organisation(team);
  const authorization = {
    enterprise_id: null,
    team_id: team,
    user_id: slack.botUser,
    is_bot: true,
    is_enterprise_install: false,
  };
  return {
    token: 'sandbox-verification-token',
    team_id: team,
    context_team_id: team,
    context_enterprise_id: null,
    api_app_id: slack.appId,
    event,
    type: 'event_callback',
    event_id: eventId,
    event_time: Math.floor(workspace.now().getTime() / 1000),
    authorizations: [authorization],
    is_ext_shared_channel: false,
    event_context: `4-${eventId}`,
  };
}
