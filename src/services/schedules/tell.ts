import type { Address } from '../../core/index.ts';
import type { Tx } from '../../platform/database.ts';
import { putMessage, rootKey } from '../messages/messages.ts';
import { type AddressOf, directAddress, type Told, tellPerson } from '../messages/tell-person.ts';

export const tellKey = (schedule: string, about: string): string => `schedule:${schedule}:${about}`;

/** Says it where the schedule was set up; when that was at a door that cannot be spoken to, to the person who did. */
export async function tellSetup(tx: Tx, told: Told, addressOf: AddressOf): Promise<void> {
  const { key, run, person, content } = told;
  const [row] = await tx.query<{ address: Address | null }>('select address from runs where id = $1', [run]);
  const address = row?.address ?? (await directAddress(tx, person, addressOf));
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
  if (admin) await tellPerson(tx, { key: `${key}:admin`, run, person: admin.id, content }, addressOf);
}
