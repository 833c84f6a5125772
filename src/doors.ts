import express from 'express';
import type { SlackDoor } from './bot/slack/index.ts';
import type { TeamsDoor } from './bot/teams/index.ts';
import { chatAddressOf } from './chat-address.ts';
import type { Address, Limiter } from './core/index.ts';
import { createConsole, createMetricsRoute, createRest, type SignIn } from './http/index.ts';
import { createMcpDoor } from './mcp/index.ts';
import { createAttempts } from './platform/attempts.ts';
import type { Config } from './platform/config.ts';
import { createHttpServer } from './platform/http.ts';
import type { Metrics } from './platform/metrics.ts';
import type { Resources } from './platform/resources.ts';
import { deriveKey } from './platform/seal.ts';
import { traceRequests } from './platform/tracing/trace-requests.ts';
import type { Services } from './services/index.ts';

const drainLimitMs = 8_000;

/** Where somebody is found in chat, for what they asked for elsewhere. */
const addressIn =
  ({ database, identity }: Services) =>
  async ({ tenant, person }: { tenant: string; person: string }): Promise<Address | undefined> => {
    const subject = await database.withTenant(
      tenant,
      async (tx) => (await identity.subjectOf(tx, person, 'slack')) ?? (await identity.subjectOf(tx, person, 'teams')),
    );
    return subject && chatAddressOf(subject);
  };

export interface DoorsOptions {
  config: Config;
  masterKey: Buffer;
  port: number;
  publicUrl: string;
  /** How people prove who they are in the console; without it the console is closed. */
  signIn?: SignIn;
  isSandbox?: boolean;
}

export interface DoorParts {
  services: Services;
  slack: SlackDoor;
  teams: TeamsDoor;
  metrics: Metrics;
  limiter: Limiter;
  /** Where limits are counted and the cache lies, just now. */
  shared(): Readonly<Record<'limits' | 'cache', string>>;
  resources: Resources;
}

/** The doors of the roles that the configuration names, on one port; answers which. */
export async function openDoors(
  options: DoorsOptions,
  { services, slack, teams, metrics, limiter, shared, resources }: DoorParts,
): Promise<number> {
  const { config, masterKey, publicUrl, isSandbox = false } = options;
  const calling = { services, addressOf: addressIn(services), patienceMs: config.CALL_PATIENCE_SECONDS * 1_000 };
  const attempts = createAttempts({ limiter, most: config.WRONG_ATTEMPTS_PER_ADDRESS });
  const mcp = createMcpDoor({
    ...calling,
    attempts,
    issuers: config.MCP_TOKEN_ISSUERS,
    audience: config.MCP_TOKEN_AUDIENCE,
    hosts: [new URL(publicUrl).hostname, 'localhost', '127.0.0.1', '[::1]'],
  });
  const console = createConsole({
    services,
    signIn: options.signIn,
    sessionKey: deriveKey(masterKey, 'console sessions'),
    isSandbox,
    attempts,
  });
  const chat = (door: string, router: express.Router): readonly [string, express.Router] => [
    door,
    express.Router().use(traceRequests({ tracer: services.tracer, door, honoursCaller: false }), router),
  ];
  const web = [
    chat('/slack', slack.router),
    chat('/teams', teams.router),
    ['/console', console],
    ['/v1', createRest({ ...calling, attempts })],
  ] as const;
  const http = createHttpServer({
    log: services.log,
    isReady: () => services.database.isReachable(),
    about: () => ({ model: services.models.isThere ? 'configured' : 'none', ...shared() }),
    meter: metrics.meter,
    trustedProxies: config.TRUSTED_PROXIES,
    doors: [
      ['/metrics', createMetricsRoute(metrics, config.METRICS_TOKEN)],
      ...(config.ROLES.includes('web') ? web : []),
      ...(config.ROLES.includes('mcp') ? ([['/', mcp.router]] as const) : []),
    ],
  });
  // Together: streams that stand open end with their door, and until then the server has something in flight.
  resources.add(() => Promise.all([http.drain(drainLimitMs), slack.close(), mcp.close()]));
  return http.listen(options.port, config.HOST);
}
