import type { Address, Reply } from '../../core/index.ts';
import type { Tx } from '../../platform/database.ts';

export interface Message {
  key: string;
  run: string;
  address: Address;
  content: Reply;
  /** Key of the message under which this one belongs. */
  thread?: string;
}

/** Says what a place in a chat shall show. The same key again replaces what stands there. */
export async function putMessage(tx: Tx, message: Message): Promise<void> {
  const [row] = await tx.query<{ id: string }>(
    `insert into messages (tenant_id, key, run_id, address, content, thread_id)
     values ($1, $2, $3, $4, $5, (select id from messages where key = $6))
     on conflict (tenant_id, key) do update
       set content = excluded.content, version = messages.version + 1, failure = null, attempts = 0, not_before = now()
       where messages.content::text <> excluded.content::text
     returning id`,
    [
      tx.tenant,
      message.key,
      message.run,
      JSON.stringify(message.address),
      JSON.stringify(message.content),
      message.thread ?? null,
    ],
  );
  if (row) tx.ring({ kind: 'message', tenant: tx.tenant, id: row.id });
}

export const rootKey = (run: string): string => `run:${run}:root`;
export const answerKey = (run: string): string => `run:${run}:answer`;
