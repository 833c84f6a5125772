import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';

const answer = z.object({ ms: z.number() });
const place = z.object({
  /** Where commands go: the product's door, and the bare Bolt application. */
  slack: z.string(),
  bolt: z.string(),
  mcp: z.string(),
  bareMcp: z.string(),
  token: z.string(),
  signingSecret: z.string(),
  team: z.string(),
  channel: z.string(),
  user: z.string(),
  /** Where activities go, and one of them with a token that holds long enough. */
  teams: z.object({
    url: z.string(),
    bare: z.string(),
    activity: z.record(z.string(), z.unknown()),
    token: z.string(),
  }),
});

/** The product and the floors, in a process of their own, so that who measures is not measured. */
export type Place = z.infer<typeof place> & {
  /** From a command to the posted card or answer, in milliseconds. */
  timeCommand(text: string): Promise<number>;
  close(): Promise<void>;
};

function nextMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error('the measured process ended'));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      resolve(message);
    });
  });
}

export async function startPlace(postgresUrl: string): Promise<Place> {
  const child = fork(join(import.meta.dirname, 'served.ts'), [postgresUrl], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const found = place.parse(await nextMessage(child));
  return {
    ...found,
    async timeCommand(text) {
      child.send({ command: text });
      return answer.parse(await nextMessage(child)).ms;
    },
    async close() {
      const ended = once(child, 'exit');
      child.send('close');
      await ended;
    },
  };
}
