import type { Reply } from '../../core/index.ts';
import type { Database } from '../../platform/database.ts';

/** What a message shows at present, by its own id. */
export async function readMessage(database: Database, tenant: string, id: string): Promise<Reply | undefined> {
  const select = 'select content from messages where id::text = $1';
  const [row] = await database.withTenant(tenant, (tx) => tx.query<{ content: Reply }>(select, [id]));
  return row?.content;
}
