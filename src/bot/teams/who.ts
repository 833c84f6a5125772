import type { Identity, Located } from '../../services/index.ts';
import { notConnected, notKnown } from '../asking/strangers.ts';
import type { Speaker } from './turn.ts';

/** The organisation of an Entra tenant. */
export const tenantOf = async (identity: Identity, realm: string): Promise<string | undefined> =>
  realm === '' ? undefined : (await identity.findInstallation('teams', realm))?.tenant;

/** The person who speaks, or an error that says why Adjutant does not know them. */
export async function whoIs(identity: Identity, { realm, user }: Speaker): Promise<Located> {
  const found = user === '' ? undefined : await identity.findPerson({ provider: 'teams', realm, subject: user });
  if (found) return found;
  throw (await tenantOf(identity, realm)) === undefined
    ? notConnected('organisation', realm || 'unknown tenant')
    : notKnown();
}
