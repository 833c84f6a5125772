import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import pg from 'pg';
import { inject } from 'vitest';
import { chatAddressOf } from '../../src/chat-address.ts';
import {
  type Address,
  AppError,
  type Capability,
  type EffectCapability,
  type FaultPoint,
  type GitLab,
  type ModelVendor,
  noTracer,
  type Principal,
  type Ring,
  type Role,
  type Verdict,
} from '../../src/core/index.ts';
import { createLog } from '../../src/platform/log.ts';
import { roleUrl } from '../../src/platform/provision.ts';
import { Secret } from '../../src/platform/secret.ts';
import { createConversations, createSend, createServices, type Run, type Services } from '../../src/services/index.ts';
import { cloneDatabase, testMasterKey } from '../harness/database.ts';
import { unlimited } from '../harness/unlimited.ts';
import { createDepot, type Depot, depotRegistry } from './depot.ts';

const unused = (): Promise<never> => Promise.reject(new Error('the depot needs no GitLab'));
export const noGitLab: GitLab = {
  project: unused,
  branch: unused,
  commit: unused,
  file: unused,
  readTree: unused,
  search: unused,
  compare: unused,
  createBranchWithCommit: unused,
  deleteBranch: unused,
  openMergeRequest: unused,
  mergeRequestsOf: unused,
  closeMergeRequest: unused,
  createIssue: unused,
  issue: unused,
  ownIssues: unused,
  closeIssue: unused,
  people: unused,
  mergeRequestStatus: unused,
  paths: unused,
};

export const address: Address = { door: 'slack', to: { channel: 'C1' } };
const project = 'aurora/shop';
export const leaseSeconds = 20;
/** How long the depot may be at work on a request. */
const requestLimitMs = 60_000;

/** A person of the tenant, as at a click of now. */
export interface World extends ReturnType<typeof depotRegistry> {
  services: Services;
  ownerUrl: string;
  depot: Depot;
  tenant: string;
  other: string;
  /** Everything that was rung for since the last look. */
  rung(): Promise<Ring[]>;
  person(name: string, roles: readonly Role[], tenant?: string, projects?: readonly string[]): Promise<string>;
  principal(person: string, tenant?: string): Promise<Principal>;
  /** Asks as the rows' owner, for whom there is no isolation. */
  sql<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  accept(principal: Principal, capability: Capability, input: object, at?: Partial<Place>): Promise<AcceptedRun>;
  /** Takes the conversation and begins its next run. */
  begin(conversation: string): Promise<Run>;
  plan(principal: Principal, run: string, capability: EffectCapability, input: object, step?: string): Promise<string>;
  /** A run that waits for its effect. */
  ask(principal: Principal, capability: EffectCapability, input: object): Promise<Asked>;
  decide(principal: Principal, effect: string, verdict: Verdict, hash?: string): Promise<string>;
  send(effect: string, crashAt?: FaultPoint): Promise<void>;
  effect(id: string): Promise<EffectFacts>;
  /** Lets leases, delays and the like be over. */
  pass(effect: string): Promise<void>;
  close(): Promise<void>;
}

export interface Place {
  key: string;
  address: Address | undefined;
  externalId: string;
}
export interface AcceptedRun {
  id: string;
  number: number;
  kind: 'accepted' | 'known';
  conversation: string;
}
export interface Asked {
  run: string;
  effect: string;
}
export interface EffectFacts {
  state: string;
  hash: string;
  round: number;
  attempts: number;
  output: Record<string, unknown> | null;
  failure: { code: string; message: string } | null;
  /** The states of its parts, in their order. */
  parts: string[];
}

/** The depot is the only vendor here. */
const none = (): never => {
  throw new Error('this world has no such vendor');
};

export async function startWorld({ model }: { model?: ModelVendor } = {}): Promise<World> {
  const database = await cloneDatabase(inject('postgresUrl'));
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 4, options: '-c search_path=adjutant' });
  // Its database is dropped at the end, which may be quicker than a connection's farewell.
  owner.on('error', () => undefined);
  owner.on('connect', (client) => client.on('error', () => undefined));
  const depot = createDepot();
  const capabilities = depotRegistry(depot);
  const rings: Ring[] = [];
  const log = createLog('silent');
  const services = createServices({
    databaseUrl: roleUrl(database.ownerUrl, 'adjutant_app', testMasterKey),
    databaseConnections: 24,
    masterKey: testMasterKey,
    registry: capabilities.registry,
    connect: { gitlab: () => noGitLab, x: none, salesforce: none, slack: none },
    fetchFile: none,
    bell: { ring: (ring) => void rings.push(ring) },
    clock: () => new Date(),
    log,
    probe: { reached: () => undefined },
    publicUrl: 'https://adjutant.example.org',
    approvalTtlMs: 3_600_000,
    addressOf: chatAddressOf,
    model,
    limiter: unlimited,
    tracer: noTracer,
    personRequestsPerMinute: 1_000,
    organisationRequestsPerMinute: 1_000,
  });
  const { onboarding, identity, intake, contexts, gate } = services;
  const install = async (name: string, realm: string): Promise<string> => {
    const installation = { platform: 'slack', externalId: realm, botUser: 'B1' } as const;
    const tenant = await onboarding.tenant(name, installation);
    await onboarding.project(tenant, project);
    const account = { vendor: 'gitlab', realm: 'depot', settings: { url: 'https://depot' }, secret: new Secret(realm) };
    await services.credentials.store(tenant, account);
    return tenant;
  };
  const [tenant, other] = [await install('Aurora', 'T1'), await install('Borealis', 'T2')];
  const conversations = createConversations(services.database, leaseSeconds);

  const sql: World['sql'] = async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
    (await owner.query<Row>(text, [...values])).rows;

  const world: World = {
    ...capabilities,
    services,
    ownerUrl: database.ownerUrl,
    depot,
    tenant,
    other,
    sql,

    async rung() {
      // Bells are rung right after the transaction.
      await setImmediate();
      return rings.splice(0);
    },

    person: (name, roles, of = tenant, projects = [project]) =>
      onboarding.person(of, { name, email: `${randomUUID()}@example.org`, roles, subjects: [], projects }),
    principal: (person, of = tenant) =>
      services.database.withTenant(of, (tx) => identity.principal(tx, person, 'slack')),

    async accept(principal, capability, input, at = {}) {
      const place: Place = { key: randomUUID(), address, externalId: randomUUID(), ...at };
      const accepted = await intake.serve(
        { tenant: principal.tenant, id: principal.person, door: 'slack' },
        ({ submit }) =>
          submit({
            calls: [{ capability, raw: { ...input } }],
            source: 'slack',
            externalId: place.externalId,
            conversationKey: place.key,
            address: place.address,
            correlation: 'correlation',
          }),
      );
      const [row] = await sql<{ conversation_id: string }>('select conversation_id from runs where id = $1', [
        accepted.run.id,
      ]);
      return { ...accepted.run, kind: accepted.kind, conversation: row?.conversation_id ?? '' };
    },

    async begin(conversation) {
      const lease = await conversations.take(tenant, conversation);
      if (!lease) throw new Error('the conversation is held');
      const run = await conversations.next(lease);
      if (!run) throw new Error('the conversation has no run');
      return run;
    },

    async plan(principal, run, capability, input, step = 'call-0') {
      const ctx = await contexts.create({ principal, capability, correlation: 'correlation', run, step });
      return gate.plan(capability, capability.input.parse(input), ctx);
    },

    async ask(principal, capability, input) {
      const { conversation } = await world.accept(principal, capability, input);
      const run = await world.begin(conversation);
      const effect = await world.plan(principal, run.id, capability, input);
      await conversations.park(run, [effect], async () => undefined);
      return { run: run.id, effect };
    },

    async decide(principal, effect, verdict, hash) {
      const shown = hash ?? (await world.effect(effect)).hash;
      return services.decide({ principal, effect, hash: shown, verdict, correlation: 'correlation' });
    },

    send(effect, crashAt) {
      const probe = {
        reached(point: FaultPoint): void {
          // Nothing that comes after it is written, as when the process ends there.
          if (point === crashAt) throw new AppError('lease.lost', `crashed at ${point}`);
        },
      };
      return createSend({
        ...services,
        probe,
        log,
        leaseSeconds,
        firstDelayMs: 1_000,
        requestLimitsMs: { gitlab: requestLimitMs },
      })(tenant, effect);
    },

    async effect(id) {
      const [row] = await sql<Omit<EffectFacts, 'parts'>>(
        'select state, hash, round, attempts, output, failure from effects where id = $1',
        [id],
      );
      if (!row) throw new Error('there is no such effect');
      const parts = await sql<{ state: string }>('select state from effects where parent_id = $1 order by position', [
        id,
      ]);
      return { ...row, parts: parts.map(({ state }) => state) };
    },

    async pass(effect) {
      await sql("update effects set lease_until = null, not_before = now() where id = $1 and state <> 'awaiting'", [
        effect,
      ]);
    },

    async close() {
      await services.close();
      await owner.end();
      await database.drop();
    },
  };
  return world;
}
