import type { Address, Reply } from '../../core/index.ts';
import type { Tx } from '../../platform/database.ts';
import type { Subject } from '../identity/identity.ts';
import { putMessage } from './messages.ts';

/** How a person is spoken to first, by who they are at a chat. */
export type AddressOf = (subject: Subject) => Address;

export interface Told {
  /** Tells it from everything else that is told, so that it is told once. */
  key: string;
  /** What it is about. */
  run: string;
  person: string;
  content: Reply;
}

/** The direct message with a person; nothing for who is in no chat. */
export async function directAddress(tx: Tx, person: string, addressOf: AddressOf): Promise<Address | undefined> {
  const [subject] = await tx.query<Subject>(
    `select provider, realm, subject from identities where person_id = $1 and provider in ('slack', 'teams')
     order by provider, realm limit 1`,
    [person],
  );
  return subject && addressOf(subject);
}

/** Says something to a person alone, in the transaction of what it tells. */
export async function tellPerson(tx: Tx, { key, run, person, content }: Told, addressOf: AddressOf): Promise<void> {
  const address = await directAddress(tx, person, addressOf);
  if (address) await putMessage(tx, { key, run, address, content });
}
