import type { Server } from 'node:http';
import { requireBearerAuth } from '@modelcontextprotocol/express';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import bolt from '@slack/bolt';
import express from 'express';
import pg from 'pg';
import { z } from 'zod';
import type { Identity } from '../src/services/index.ts';

/** The least that can be done for a slash command: a bare Bolt application that commits two rows and acknowledges. */
export async function startBareBolt(
  signingSecret: string,
  databaseUrl: string,
): Promise<{ url: string; close(): Promise<void> }> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
  await pool.query('create table if not exists bench_rows (id bigint generated always as identity, content jsonb)');
  const app = new bolt.App({
    signingSecret,
    endpoints: '/slack/events',
    authorize: () => Promise.resolve({ botToken: 'xoxb-bench', botId: 'B1', botUserId: 'U1' }),
    logLevel: bolt.LogLevel.ERROR,
  });
  app.command('/adjutant', async ({ ack, command }) => {
    const client = await pool.connect();
    try {
      await client.query('begin');
      await client.query('insert into bench_rows (content) values ($1)', [
        JSON.stringify({ event: command.trigger_id }),
      ]);
      await client.query('insert into bench_rows (content) values ($1)', [JSON.stringify({ run: command.text })]);
      await client.query('commit');
    } finally {
      client.release();
    }
    await ack();
  });
  const server = (await app.start({ port: 0, host: '127.0.0.1' })) as Server;
  return {
    url: `http://127.0.0.1:${portOf(server)}/slack/events`,
    async close() {
      await app.stop();
      await pool.end();
    },
  };
}

/** A bare server of the same SDK with the same check of the token, whose only tool commits one row. */
export async function startBareMcp(
  identity: Identity,
  databaseUrl: string,
): Promise<{ url: string; close(): Promise<void> }> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 20 });
  await pool.query('create table if not exists bench_rows (id bigint generated always as identity, content jsonb)');
  const handler = createMcpHandler(
    () => {
      const server = new McpServer({ name: 'bare', version: '1.0.0' });
      const outputSchema = z.object({ name: z.string() });
      server.registerTool('read', { description: 'Reads.', inputSchema: z.object({}), outputSchema }, async () => {
        await pool.query('insert into bench_rows (content) values ($1)', [JSON.stringify({ read: true })]);
        return { content: [{ type: 'text', text: 'read' }], structuredContent: { name: 'read' } };
      });
      return server;
    },
    { legacy: 'reject' },
  );
  const node = toNodeHandler(handler);
  const app = express();
  const verifier = {
    verifyAccessToken: async (token: string) => {
      const { principal, expiresAt } = await identity.bearer(token, 'mcp');
      return { token, clientId: principal.person, scopes: [], expiresAt: Math.floor(expiresAt.getTime() / 1_000) };
    },
  };
  app.post(
    '/mcp',
    requireBearerAuth({ verifier }),
    express.json(),
    (request, response) => void node(request, response, request.body),
  );
  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  return {
    url: `http://127.0.0.1:${portOf(server)}/mcp`,
    async close() {
      server.closeAllConnections();
      server.close();
      await handler.close();
      await pool.end();
    },
  };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}
