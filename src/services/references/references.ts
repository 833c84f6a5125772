import type { Database, Tx } from '../../platform/database.ts';
import type { Platform } from '../identity/identity.ts';

/** A conversation as its platform last told us of it. */
export interface Reference {
  platform: Platform;
  realm: string;
  conversation: string;
  kind: 'personal' | 'channel' | 'group';
  /** What a channel is called; empty where the platform did not say. */
  name: string;
  /** Where it is reached. Changes over time. */
  serviceUrl: string;
  /** The person of a personal conversation. */
  subject: string | undefined;
}

export type Place = Pick<Reference, 'platform' | 'realm' | 'conversation'>;
export type Found = Reference & { isRemoved: boolean };

/** Where people can be spoken to first. */
export interface References {
  /** Keeps what is known of a conversation. True when the bot was not in it before. */
  keep(tenant: string, reference: Reference): Promise<boolean>;
  /** The bot was taken out of it. */
  remove(tenant: string, place: Place): Promise<void>;
  find(tenant: string, place: Place): Promise<Found | undefined>;
  /** The personal conversation with somebody. */
  findPersonal(
    tenant: string,
    person: { platform: Platform; realm: string; subject: string },
  ): Promise<Found | undefined>;
  /** Any place of a workspace, which tells where the workspace is reached. */
  findAny(tenant: string, realm: { platform: Platform; realm: string }): Promise<Found | undefined>;
  /** All channels of an organisation that were ever told of. */
  channels(tenant: string, platform: Platform): Promise<Found[]>;
}

interface Row {
  platform: Platform;
  realm: string;
  conversation: string;
  kind: Reference['kind'];
  name: string;
  service_url: string;
  subject: string | null;
  is_removed: boolean;
}

const toFound = ({ service_url: serviceUrl, subject, is_removed: isRemoved, ...row }: Row): Found => ({
  ...row,
  serviceUrl,
  subject: subject ?? undefined,
  isRemoved,
});

const columns = 'platform, realm, conversation, kind, name, service_url, subject, is_removed';
/** What was written last is remembered, so that a conversation that goes on costs no write. */
const remembered = 5_000;

/** True when the row is new, or was removed before. The name is kept where it is not told again. */
async function write(tx: Tx, { platform, realm, conversation, kind, name, serviceUrl, subject }: Reference) {
  const values = [tx.tenant, platform, realm, conversation, kind, name, serviceUrl, subject ?? null];
  const [row] = await tx.query<{ is_new: boolean }>(
    `with before as (
       select is_removed from chat_references where platform = $2 and realm = $3 and conversation = $4 for update)
     insert into chat_references as r (tenant_id, platform, realm, conversation, kind, name, service_url, subject)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (tenant_id, platform, realm, conversation) do update
       set kind = excluded.kind, service_url = excluded.service_url, subject = excluded.subject, is_removed = false,
         name = case when excluded.name = '' then r.name else excluded.name end, updated_at = now()
     returning xmax = 0 or coalesce((select is_removed from before), false) as is_new`,
    values,
  );
  return row?.is_new ?? false;
}

export function createReferences(database: Database): References {
  const written = new Map<string, string>();
  const keyOf = (tenant: string, { platform, realm, conversation }: Place): string =>
    JSON.stringify([tenant, platform, realm, conversation]);

  function remember(key: string, content: string): void {
    written.delete(key);
    written.set(key, content);
    const [oldest] = written.keys();
    if (written.size > remembered && oldest !== undefined) written.delete(oldest);
  }

  const select = (tenant: string, condition: string, values: readonly unknown[]): Promise<Found[]> =>
    database.withTenant(tenant, async (tx) =>
      (await tx.query<Row>(`select ${columns} from chat_references where ${condition}`, values)).map(toFound),
    );

  return {
    async keep(tenant, reference) {
      const [key, content] = [keyOf(tenant, reference), JSON.stringify(reference)];
      if (written.get(key) === content) return false;
      const isNew = await database.withTenant(tenant, (tx) => write(tx, reference));
      remember(key, content);
      return isNew;
    },
    async remove(tenant, place) {
      written.delete(keyOf(tenant, place));
      await database.withTenant(tenant, (tx) =>
        tx.query(
          `update chat_references set is_removed = true, updated_at = now()
           where platform = $1 and realm = $2 and conversation = $3`,
          [place.platform, place.realm, place.conversation],
        ),
      );
    },
    find: async (tenant, { platform, realm, conversation }) =>
      (await select(tenant, 'platform = $1 and realm = $2 and conversation = $3', [platform, realm, conversation]))[0],
    findPersonal: async (tenant, { platform, realm, subject }) =>
      (
        await select(
          tenant,
          "platform = $1 and realm = $2 and subject = $3 and kind = 'personal' order by is_removed, updated_at desc limit 1",
          [platform, realm, subject],
        )
      )[0],
    findAny: async (tenant, { platform, realm }) =>
      (
        await select(tenant, 'platform = $1 and realm = $2 order by is_removed, updated_at desc limit 1', [
          platform,
          realm,
        ])
      )[0],
    channels: (tenant, platform) =>
      select(tenant, "platform = $1 and kind = 'channel' order by name, conversation limit 500", [platform]),
  };
}
