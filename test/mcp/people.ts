import type { Principal, Verdict } from '../../src/core/index.ts';
import { waitFor } from '../harness/wait-for.ts';
import type { World } from '../harness/world.ts';

/** A person of an organisation as they are in chat or in the console: without any token. */
export async function personOf({ application }: World, slackUser: string, team: string): Promise<Principal> {
  const { identity, database } = application.services;
  const located = await identity.findPerson({ provider: 'slack', realm: team, subject: slackUser });
  if (!located) throw new Error(`nobody is ${slackUser}`);
  return database.withTenant(located.tenant, (tx) => identity.principal(tx, located.id, 'console'));
}

export const jonas = (world: World): Promise<Principal> => personOf(world, 'U0AURJONAS', 'T0AURORA01');
export const maria = (world: World): Promise<Principal> => personOf(world, 'U0AURMARIA', 'T0AURORA01');

/** Says what a person says about the effect of a run, once it waits for one. */
export async function decide(world: World, principal: Principal, run: number, verdict: Verdict): Promise<void> {
  const { runs, effects, decide: say } = world.application.services;
  const effect = await waitFor('the effect', async () => (await runs.byNumber(principal, run))?.effect ?? undefined);
  const view = await effects.find(principal, effect);
  if (!view) throw new Error('the effect is not there');
  await say({ principal, effect, hash: view.effect.hash, verdict, correlation: 'test-decision' });
}

/** A token of its own for a person, with these scopes. */
export async function tokenFor(
  { application }: World,
  { tenant, person }: Principal,
  scopes: Parameters<typeof application.services.onboarding.token>[1]['scopes'],
): Promise<string> {
  const token = `adj_test-${crypto.randomUUID()}`;
  const expiresAt = new Date(Date.now() + 3_600_000);
  await application.services.onboarding.token(tenant, { person, label: 'test', token, scopes, expiresAt });
  return token;
}
