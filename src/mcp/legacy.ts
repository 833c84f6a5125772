import { randomUUID } from 'node:crypto';
import { NodeStreamableHTTPServerTransport } from '@modelcontextprotocol/node';
import { isInitializeRequest, type McpServer, ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import type { Request, Response } from 'express';
import type { Log, Principal } from '../core/index.ts';
import { ownerOf, principalOf } from './bearer.ts';
import { createEventStore } from './event-store.ts';
import { answerError } from './guards.ts';
import type { RunUpdates } from './run-updates.ts';
import { createSessions, type Session, type SessionLimits } from './sessions.ts';

export interface LegacyOptions {
  build(): McpServer;
  updates: RunUpdates;
  /** Looks up what a person wants to follow, so that they are told of it. */
  remember(principal: Principal, uris: readonly string[]): Promise<void>;
  limits: SessionLimits;
  log: Log;
}

/** The protocol up to 2025-11-25: a handshake, and a session after it. */
export interface LegacyLeg {
  handle(request: Request, response: Response): Promise<void>;
  /** True for the id of an open session, whoever owns it. */
  isSession(id: string | undefined): boolean;
  close(): Promise<void>;
}

interface LegacySession extends Session {
  transport: NodeStreamableHTTPServerTransport;
}

const maxSubscriptions = 50;
const expireEveryMs = 60_000;

/** `resources/subscribe` and its end; the server brings none of its own. Answers how to stop telling. */
function offerSubscriptions(mcp: McpServer, owner: string, { updates, remember, log }: LegacyOptions): () => void {
  const subscribed = new Set<string>();
  mcp.server.setRequestHandler('resources/subscribe', async ({ params }, ctx) => {
    if (subscribed.size >= maxSubscriptions && !subscribed.has(params.uri)) {
      throw new ProtocolError(
        ProtocolErrorCode.InvalidParams,
        `A session follows ${maxSubscriptions} resources at the most. Unsubscribe from one first.`,
      );
    }
    await remember(principalOf(ctx.http?.authInfo), [params.uri]);
    subscribed.add(params.uri);
    return {};
  });
  mcp.server.setRequestHandler('resources/unsubscribe', ({ params }) => {
    subscribed.delete(params.uri);
    return {};
  });
  return updates.follow(owner, (uri) => {
    if (!subscribed.has(uri)) return;
    mcp.server
      .sendResourceUpdated({ uri })
      .catch((error: Error) => log.debug({ reason: error.message }, 'update not told'));
  });
}

export function createLegacyLeg(options: LegacyOptions): LegacyLeg {
  const sessions = createSessions<LegacySession>(options.limits);
  const timer = setInterval(() => {
    sessions.expire().catch((error: Error) => options.log.warn({ reason: error.message }, 'session not closed'));
  }, expireEveryMs);
  timer.unref();

  async function open(owner: string): Promise<NodeStreamableHTTPServerTransport> {
    const mcp = options.build();
    const stopTelling = offerSubscriptions(mcp, owner, options);
    const transport = new NodeStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      eventStore: createEventStore(),
      retryInterval: 5_000,
      onsessioninitialized: (id) => sessions.add({ id, owner, transport, close: () => mcp.close() }),
    });
    mcp.server.onclose = () => {
      stopTelling();
      if (transport.sessionId !== undefined) sessions.remove(transport.sessionId);
    };
    await mcp.connect(transport);
    return transport;
  }

  async function initialize(request: Request, response: Response, owner: string): Promise<void> {
    if (!(await sessions.makeRoom(owner)))
      return answerError(response, 503, -32000, 'Too many sessions are open. Close one, or try again later.');
    const transport = await open(owner);
    await transport.handleRequest(request, response, request.body);
    if (transport.sessionId === undefined) await transport.close();
  }

  async function proceed(request: Request, response: Response, session: LegacySession): Promise<void> {
    response.once('close', sessions.use(session.id, request.method === 'GET' ? 'stream' : 'call'));
    await session.transport.handleRequest(request, response, request.body);
  }

  return {
    isSession: (id) => id !== undefined && sessions.has(id),

    async handle(request, response) {
      const owner = ownerOf(principalOf(request.auth));
      const id = request.get('mcp-session-id');
      if (id !== undefined) {
        const session = sessions.find(id, owner);
        if (session) return proceed(request, response, session);
        return answerError(response, 404, -32001, 'There is no such session (any more). Initialize a new one.');
      }
      if (request.method === 'POST' && isInitializeRequest(request.body)) return initialize(request, response, owner);
      answerError(response, 400, -32000, 'Bad Request: there is no session yet. Send initialize first.');
    },

    async close() {
      clearInterval(timer);
      await sessions.closeAll();
    },
  };
}
