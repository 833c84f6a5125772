import { AppError } from '../../core/index.ts';
import type { Identity, Located } from '../../services/index.ts';
import type { Speaker } from './turn.ts';

const refusal = (message: string): AppError => new AppError('identity.unknown', message);

/** The organisation of an Entra tenant. */
export const tenantOf = async (identity: Identity, realm: string): Promise<string | undefined> =>
  realm === '' ? undefined : (await identity.findInstallation('teams', realm))?.tenant;

/** The person who speaks, or an error that says why Adjutant does not know them. */
export async function whoIs(identity: Identity, { realm, user }: Speaker): Promise<Located> {
  const found = user === '' ? undefined : await identity.findPerson({ provider: 'teams', realm, subject: user });
  if (found) return found;
  if ((await tenantOf(identity, realm)) === undefined) {
    throw refusal(
      `This organisation is not connected to Adjutant (${realm || 'unknown tenant'}). Ask whoever runs Adjutant in your organisation to connect it.`,
    );
  }
  throw refusal('Adjutant does not know you here. Ask an admin of your organisation to add you.');
}
