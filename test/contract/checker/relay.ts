import type { IncomingMessage, ServerResponse } from 'node:http';
import { createCollector } from './body.ts';
import type { Observation } from './observer.ts';
import { mediaTypeOf } from './request-body.ts';

/**
 * Passes the answer on as it comes, but for its last chunk, which waits for the check: whoever has the whole answer
 * finds the verdict too. Event streams are not held back, since their last chunk may be long in coming.
 */
export async function relay(answer: IncomingMessage, outgoing: ServerResponse, observation: Observation) {
  const collector = createCollector(observation.maxBytes);
  const isStream = mediaTypeOf(answer.headers['content-type']) === 'text/event-stream';
  let held: Uint8Array | undefined;
  try {
    for await (const chunk of answer as AsyncIterable<Uint8Array>) {
      collector.add(chunk);
      if (held) await write(outgoing, held);
      held = isStream ? undefined : chunk;
      if (isStream) await write(outgoing, chunk);
    }
  } finally {
    if (!answer.complete) await cutOff(outgoing, held);
  }
  await observation.checkAnswer(answer, collector.body());
  outgoing.end(held);
}

function write(outgoing: ServerResponse, chunk: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    outgoing.write(chunk, (error) => (error ? reject(error) : resolve()));
  });
}

/** The client gets what there was, and then a broken connection, as it would have without the proxy. */
async function cutOff(outgoing: ServerResponse, held: Uint8Array | undefined): Promise<void> {
  if (held) await write(outgoing, held);
  outgoing.destroy();
}
