import type { SlackBody } from './request-body.ts';

/** What goes with a request through Bolt to whoever answers it. */
export interface Reception {
  correlation: string;
  /** The answer went out already, because it took too long: what is left to say goes another way. */
  isAnswered(): boolean;
}

export type RequestKind = 'event' | 'command' | 'submission' | 'interaction';
type Answer = [status: number, content?: unknown];

export function kindOf(body: SlackBody): RequestKind {
  if (body.event !== undefined) return 'event';
  if (body.command !== undefined) return 'command';
  return body.type === 'view_submission' ? 'submission' : 'interaction';
}

const whisper = (text: string): Answer => [200, { response_type: 'ephemeral', text }];

/** For what takes too long. An event is sent again by Slack and a form stays open: both are safe, as each is accepted once. */
export function lateAnswer(kind: RequestKind): Answer {
  if (kind === 'command') return whisper('This takes longer than usual. If nothing follows here, please ask again.');
  return kind === 'interaction' ? [200] : [503];
}

/** For what failed before it was accepted. */
export function refusedAnswer(kind: RequestKind, correlation: string, status: number): Answer {
  if (kind !== 'command') return [status];
  return whisper(
    `Adjutant could not accept this just now, and nothing was done. Please try again in a moment. Reference: ${correlation}`,
  );
}
