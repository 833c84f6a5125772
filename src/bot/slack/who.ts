import { AppError } from '../../core/index.ts';
import type { Identity, Located } from '../../services/index.ts';
import { notConnected, notKnown } from '../asking/strangers.ts';
import type { Speaker } from './payloads.ts';

/** The organisation of a workspace, by the workspace itself or by its Enterprise Grid organisation. */
export async function tenantOf(
  identity: Identity,
  { team, enterprise }: Pick<Speaker, 'team' | 'enterprise'>,
): Promise<string | undefined> {
  const found =
    (await identity.findInstallation('slack', team)) ??
    (enterprise === undefined ? undefined : await identity.findInstallation('slack', enterprise));
  return found?.tenant;
}

/** The person who speaks, or an error that says why Adjutant does not know them. Guests of other workspaces hold no role. */
export async function whoIs(identity: Identity, speaker: Speaker): Promise<Located> {
  const { team, enterprise, user, home } = speaker;
  if (home !== undefined && home !== team && enterprise === undefined) {
    throw new AppError(
      'identity.unknown',
      'You are here from another workspace. Only people of this workspace can use Adjutant in it.',
    );
  }
  const find = (realm: string) => identity.findPerson({ provider: 'slack', realm, subject: user });
  const found = (await find(team)) ?? (enterprise === undefined ? undefined : await find(enterprise));
  if (found) return found;
  throw (await tenantOf(identity, speaker)) === undefined ? notConnected('workspace', team) : notKnown();
}
