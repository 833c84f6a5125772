import type { Address, Reply } from '../../core/index.ts';
import type { Tx } from '../../platform/database.ts';
import type { Subject } from '../identity/identity.ts';
import { putMessage, rootKey } from '../messages/messages.ts';

/** How a person is spoken to first, by who they are at a chat. */
export type AddressOf = (subject: Subject) => Address;

interface Told {
  /** Tells it from everything else that is told, so that it is told once. */
  key: string;
  /** Where the schedule was set up. */
  run: string;
  person: string;
  content: Reply;
}

export const tellKey = (schedule: string, about: string): string => `schedule:${schedule}:${about}`;

async function direct(tx: Tx, person: string, addressOf: AddressOf): Promise<Address | undefined> {
  const [subject] = await tx.query<Subject>(
    `select provider, realm, subject from identities where person_id = $1 and provider in ('slack', 'teams')
     order by provider, realm limit 1`,
    [person],
  );
  return subject && addressOf(subject);
}

/** Says it where the schedule was set up; when that was at a door that cannot be spoken to, to the person who did. */
export async function tellSetup(tx: Tx, told: Told, addressOf: AddressOf): Promise<void> {
  const { key, run, person, content } = told;
  const [row] = await tx.query<{ address: Address | null }>('select address from runs where id = $1', [run]);
  const address = row?.address ?? (await direct(tx, person, addressOf));
  if (!address) return;
  const thread = row?.address ? { thread: rootKey(run) } : {};
  await putMessage(tx, { key, run, address, content, ...thread });
}

/** Says it to an admin, who can do something about it when the person of the schedule cannot. */
export async function tellAdmin(tx: Tx, told: Told, addressOf: AddressOf): Promise<void> {
  const { key, run, person, content } = told;
  const [admin] = await tx.query<{ id: string }>(
    `select p.id from people p where p.is_active and 'admin' = any (p.roles) and p.id <> $1
       and exists (select 1 from identities i where i.person_id = p.id and i.provider in ('slack', 'teams'))
     order by p.created_at, p.id limit 1`,
    [person],
  );
  const address = admin && (await direct(tx, admin.id, addressOf));
  if (address) await putMessage(tx, { key: `${key}:admin`, run, address, content });
}
