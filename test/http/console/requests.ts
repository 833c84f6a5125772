import { randomUUID } from 'node:crypto';
import { sandboxRealm } from '../../../sandbox/onboard.ts';
import type { SandboxOrganisation } from '../../../sandbox/organisations.ts';
import type { Principal, Schedule } from '../../../src/core/index.ts';
import { waitFor } from '../../harness/wait-for.ts';
import type { World } from '../../harness/world.ts';

export interface Asked {
  run: number;
  effect: string;
}

async function principalOf({ application }: World, email: string): Promise<Principal> {
  const { identity, intake } = application.services;
  const found = await identity.findPerson({ provider: 'console', realm: sandboxRealm, subject: email });
  if (!found) throw new Error(`nobody is ${email}`);
  return intake.serve({ ...found, door: 'console' }, async ({ principal }) => principal);
}

/** Somebody asks for something at another door, and its run begins. */
export async function request(
  world: World,
  email: string,
  name: string,
  raw: Record<string, unknown>,
): Promise<number> {
  const { registry, intake } = world.application.services;
  const { tenant, person } = await principalOf(world, email);
  const capability = registry.find(name);
  if (!capability) throw new Error(`no capability ${name}`);
  const submitted = await intake.serve({ tenant, id: person, door: 'mcp' }, ({ submit }) =>
    submit({
      calls: [{ capability, raw }],
      source: 'test',
      externalId: randomUUID(),
      conversationKey: randomUUID(),
      address: undefined,
      correlation: randomUUID(),
    }),
  );
  if (submitted.kind !== 'accepted') throw new Error('known already');
  return submitted.run.number;
}

/** Somebody asks to replace a text, and the request waits for a decision. */
export async function askToReplace(
  world: World,
  email: string,
  { find, replace, organisation = world.aurora }: { find: string; replace: string; organisation?: SandboxOrganisation },
): Promise<Asked> {
  const project = organisation.gitlab.projects[0];
  const run = await request(world, email, 'coding.replace-text', { project, find, replace });
  const principal = await principalOf(world, email);
  const { runs } = world.application.services;
  const effect = await waitFor(`run ${run} to wait`, async () => {
    const view = await runs.byNumber(principal, run);
    if (view?.outcome) throw new Error(`run ${run} ended: ${JSON.stringify(view.outcome)}`);
    return view?.effect ?? undefined;
  });
  return { run, effect };
}

/** A schedule that was approved: every weekday at nine in Berlin. */
export async function keepSchedule(world: World, email: string, { title }: { title: string }): Promise<Schedule> {
  const { effect } = await askToReplace(world, email, { find: 'Hello', replace: `Hello ${title} ${randomUUID()}` });
  const { schedules } = world.application.services.readersFor(await principalOf(world, email));
  const project = world.aurora.gitlab.projects[0] ?? '';
  return schedules.keep(effect, {
    project,
    title,
    capability: 'communications.post-digest',
    input: { project, channel: 'engineering' },
    rule: { days: [1, 2, 3, 4, 5], time: '09:00', zone: 'Europe/Berlin', everyWeeks: 1 },
  });
}
