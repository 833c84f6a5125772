import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TeamsPerson, teamsPerson } from '../bot/teams/aurora.ts';
import { type Seat, takeSeat } from '../cli/console.ts';
import { type Person, personIn } from '../harness/chat.ts';
import { waitFor } from '../harness/wait-for.ts';
import { startWorld, type World } from '../harness/world.ts';
import { connectModern, type TestClient } from '../mcp/clients.ts';
import { jonas as jonasOf } from '../mcp/people.ts';

let world: World;
let slack: Person;
let teams: TeamsPerson;
let ide: TestClient;
let seat: Seat;
beforeAll(async () => {
  world = await startWorld();
  const token = world.tokenOf(world.aurora);
  slack = personIn(world, world.aurora, 'Jonas');
  teams = await teamsPerson(world, 'Jonas');
  ide = await connectModern(world.url, token);
  seat = takeSeat({ ADJUTANT_URL: world.url, ADJUTANT_TOKEN: token });
  await slack.command('plan Open the shop in 6 weeks');
  await slack.sees(/Plan 1/);
});
afterAll(async () => {
  seat.close();
  await ide.close();
  await world.close();
});

/** The same words at each door, by the same person. */
const doors: Readonly<Record<string, (words: string) => Promise<unknown>>> = {
  slack: (words) => slack.command(words),
  teams: (words) => teams.say(words),
  mcp: (request) =>
    ide.callTool({ name: 'run_capability', arguments: { name: 'orchestrator.ask', args: { request } } }),
  rest: (request) =>
    fetch(`${world.url}/v1/orchestrator/ask`, {
      method: 'POST',
      headers: { authorization: `Bearer ${world.tokenOf(world.aurora)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ request }),
    }),
  'command line': (words) => seat.run(['orchestrator', 'ask', `request=${words}`]),
};

interface Seen {
  calls: { capability: string; input: unknown }[];
  state: string;
  kind: string | undefined;
  output: unknown;
  audit: unknown[];
}

async function lastRun(): Promise<number> {
  const [run] = await world.application.services.runs.recent(await jonasOf(world), 1);
  return run?.number ?? 0;
}

/** What a run was asked, how it ended, and what is on record about it, without what tells the doors apart. */
async function seen(number: number): Promise<Seen> {
  const { tenant } = await jonasOf(world);
  return world.application.services.database.withTenant(tenant, async (tx) => {
    const [run] = await tx.query<{
      request: Pick<Seen, 'calls'>;
      state: string;
      outcome: Record<string, unknown> | null;
    }>('select request, state, outcome from runs where number = $1::bigint', [number]);
    const audit = await tx.query(
      `select a.pseudonym, a.action, a.capability, a.outcome from audit_rows a join runs r on r.id = a.run_id
       where r.number = $1::bigint order by a.position`,
      [number],
    );
    const outcome = run?.outcome as { kind?: string; output?: Record<string, unknown> } | null | undefined;
    const { door: _door, ...output } = outcome?.output ?? {};
    return { calls: run?.request.calls ?? [], state: run?.state ?? '', kind: outcome?.kind, output, audit };
  });
}

async function askAt(door: string, words: string): Promise<Seen> {
  const before = await lastRun();
  await doors[door]?.(words);
  const number = await waitFor(`a run for “${words}” at ${door}`, async () => {
    const last = await lastRun();
    return last > before && last;
  });
  return waitFor(`its end at ${door}`, async () => {
    const found = await seen(number);
    return ['done', 'failed', 'waiting'].includes(found.state) && found;
  });
}

/** What a request that looks only answers is the same; what makes something makes another each time. */
const looking: readonly [string, string][] = [
  ['identity who-am-i', 'identity.who-am-i'],
  ['who am I?', 'identity.who-am-i'],
  ['which projects can I use here?', 'identity.who-am-i'],
  ['what became of run 1001?', 'orchestrator.show-run'],
  ['plan list', 'planning.list-plans'],
  ['is there a plan for this project yet?', 'planning.list-plans'],
  ['plan show plan 1', 'planning.show-plan'],
  ['planning show-plan plan=1', 'planning.show-plan'],
  ['how late are we in plan 1?', 'planning.show-plan'],
  ['risk register', 'risk.show-register'],
  ['which risks are open?', 'risk.show-register'],
  ['top 3 risks please', 'risk.show-register'],
  ['digest list', 'communications.list-schedules'],
  ['what gets posted automatically at the moment?', 'communications.list-schedules'],
  ['post draft our new shop opens on Monday', 'marketing.draft-post'],
  ['any ideas for a tweet about our open house?', 'marketing.draft-post'],
  ['digest report for the team on last week', 'communications.write-report'],
  ['what did we do last week?', 'communications.write-report'],
];
const making: readonly [string, string][] = [
  ['plan Launch the website in 4 weeks', 'planning.make-plan'],
  ['We need to launch the customer portal in six weeks', 'planning.make-plan'],
  ['plan Design 3d; Build 5d after Design; Launch milestone after Build', 'planning.make-plan'],
  ['risk the vendor may be late', 'risk.assess-project'],
  ['I am worried that our only supplier goes bankrupt', 'risk.assess-project'],
  ['code replace-text find=tea replace=coffee paths=README.md', 'coding.replace-text'],
  ['please replace "tea" by "cocoa" in README.md', 'coding.replace-text'],
  ['plan make issues of plan 1', 'planning.create-issues'],
  ['lead Met Dana Ortiz from Acme GmbH, dana.ortiz@acme.example, wants a demo', 'sales.capture-lead'],
  ['Tom Okafor of Borealis Foods called, +44 20 7946 0958, he is interested in 20 licences', 'sales.capture-lead'],
  ['digest in #general every weekday 9:00 Europe/Berlin', 'communications.schedule-digest'],
  ['we’d like a summary in #general each Monday at 8:30 Europe/Berlin', 'communications.schedule-digest'],
];

describe('thirty requests at each of five doors', () => {
  it('are thirty', () => {
    expect(looking.length + making.length).toBe(30);
  });

  it.each([...looking.map((each) => [...each, true] as const), ...making.map((each) => [...each, false] as const)])(
    '%j is %s, with the same result, permission and record',
    async (words, capability, isLooking) => {
      const found: Seen[] = [];
      for (const door of Object.keys(doors)) found.push(await askAt(door, words));
      expect(found[0]?.calls.map((call) => call.capability)).toEqual([capability]);
      const alike = found.map(({ output, ...each }) => (isLooking ? { ...each, output } : each));
      for (const each of alike) expect(each).toEqual(alike[0]);
    },
  );
});
