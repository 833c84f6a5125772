import { setTimeout } from 'node:timers/promises';
import { hostHeaderValidation } from '@modelcontextprotocol/express';
import { toNodeHandler, toWebRequest } from '@modelcontextprotocol/node';
import { createMcpHandler, isLegacyRequest } from '@modelcontextprotocol/server';
import express from 'express';
import { z } from 'zod';
import type { Address, Principal } from '../core/index.ts';
import type { Attempts } from '../platform/attempts.ts';
import { traceRequests } from '../platform/tracing/trace-requests.ts';
import type { Services } from '../services/index.ts';
import { createVerifier, ownerOf, principalOf } from './bearer.ts';
import type { CallOptions } from './call-tool.ts';
import { createCatalogue } from './catalogue.ts';
import { answerBodyErrors, answerError, createGuards, readBody } from './guards.ts';
import { createIssuers } from './issuers.ts';
import { createLegacyLeg } from './legacy.ts';
import { idempotencyKey, numberOf } from './names.ts';
import { createResourceMetadata } from './resource-metadata.ts';
import { createRunUpdates } from './run-updates.ts';
import { createServer } from './server.ts';
import { type SessionLimits, sessionLimits } from './sessions.ts';
import { createToolbox } from './tools.ts';

export interface McpDoorOptions {
  services: Services;
  /** Host names by which this server may be called; no ports, `[::1]` in brackets. */
  hosts: readonly string[];
  /** Where the cards of runs that are started here are shown, for example the asker's direct message. */
  addressOf(person: { tenant: string; person: string }): Promise<Address | undefined>;
  /** How long a call waits for its run. */
  patienceMs: number;
  sessions?: SessionLimits;
  /** Whose tokens are taken besides our own, and whom they have to be for. */
  issuers: readonly string[];
  audience: string | undefined;
  attempts: Attempts;
}

export interface McpDoor {
  router: express.Router;
  /** Lets calls in flight end, then closes sessions and subscriptions. */
  close(): Promise<void>;
}

const closeLimitMs = 8_000;
/** Of one subscription; the others are ignored. */
const maxFollowed = 50;

const listenRequest = z.object({
  method: z.literal('subscriptions/listen'),
  params: z.object({ notifications: z.object({ resourceSubscriptions: z.array(z.string()) }) }),
});

/** Counts calls that are being answered; streams that stand open all day are not among them. */
function createTally() {
  const calls = new Set<Promise<void>>();
  return {
    async count(work: Promise<void>): Promise<void> {
      calls.add(work);
      try {
        await work;
      } finally {
        calls.delete(work);
      }
    },
    idle: async (limitMs: number): Promise<void> => {
      const limit = new AbortController();
      const over = setTimeout(limitMs, undefined, { signal: limit.signal }).catch(() => undefined);
      await Promise.race([Promise.allSettled(calls), over]);
      limit.abort();
    },
  };
}

/** Model Context Protocol over streamable HTTP: the present protocol and, with sessions, those before it. */
export function createMcpDoor(options: McpDoorOptions): McpDoor {
  const { services, hosts, attempts, addressOf, patienceMs, sessions } = options;
  const log = services.log.child({ door: 'mcp' });
  const updates = createRunUpdates(services.watcher);
  const calling: CallOptions = {
    services,
    door: {
      door: 'mcp',
      keyName: idempotencyKey,
      addressOf,
      patienceMs,
      shown: (principal, run) => updates.know(ownerOf(principal), run),
    },
    toolbox: createToolbox(services.registry),
    catalogue: createCatalogue(services.registry),
    log,
  };

  /** Runs are made known to who may see them, so that they are told of changes. */
  async function remember(principal: Principal, uris: readonly string[]): Promise<void> {
    for (const number of uris.slice(0, maxFollowed).flatMap((uri) => numberOf(uri) ?? [])) {
      const run = await services.runs.byNumber(principal, number);
      if (run) updates.know(ownerOf(principal), run);
    }
  }

  const onerror = (error: Error): void => log.info({ reason: error.message }, 'mcp request refused');
  const modern = createMcpHandler(() => createServer(calling), { legacy: 'reject', bus: updates.bus, onerror });
  const modernNode = toNodeHandler(modern, { onerror });
  const legacy = createLegacyLeg({
    build: () => createServer(calling),
    updates,
    remember,
    limits: sessions ?? sessionLimits,
    log,
  });
  const tally = createTally();

  async function serveModern(request: express.Request, response: express.Response): Promise<void> {
    const principal = principalOf(request.auth);
    const serve = (): Promise<void> =>
      updates.as(ownerOf(principal), () => modernNode(request, response, request.body));
    const listen = listenRequest.safeParse(request.body);
    if (!listen.success) return tally.count(serve());
    await remember(principal, listen.data.params.notifications.resourceSubscriptions);
    await serve();
  }

  async function post(request: express.Request, response: express.Response): Promise<void> {
    if (legacy.isSession(request.get('mcp-session-id'))) return tally.count(legacy.handle(request, response));
    const isLegacy = await isLegacyRequest(await toWebRequest(request, request.body), request.body);
    await (isLegacy ? tally.count(legacy.handle(request, response)) : serveModern(request, response));
  }

  const metadata = createResourceMetadata(services.publicUrl, options.issuers);
  const issuers = createIssuers({ issuers: options.issuers, audience: options.audience ?? metadata.resource });
  const verifier = createVerifier(services.identity, issuers, log);
  const guards = createGuards({ hosts, verifier, resourceMetadataUrl: metadata.url, attempts });
  const traced = traceRequests({ tracer: services.tracer, door: '/mcp', honoursCaller: true });
  const router = express.Router();
  router.get(
    [...metadata.paths],
    hostHeaderValidation([...hosts]),
    (_request, response) => void response.json(metadata.document),
  );
  router.post('/mcp', ...guards, traced, ...readBody, post);
  router.get('/mcp', ...guards, legacy.handle);
  router.delete('/mcp', ...guards, legacy.handle);
  router.all('/mcp', (_request, response) => {
    response.set('Allow', 'GET, POST, DELETE');
    answerError(response, 405, -32000, 'Method not allowed.');
  });
  router.use('/mcp', answerBodyErrors);

  return {
    router,
    async close() {
      await tally.idle(closeLimitMs);
      await legacy.close();
      await modern.close();
      updates.close();
    },
  };
}
