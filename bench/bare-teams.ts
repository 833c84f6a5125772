import type { Server } from 'node:http';
import { CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import express from 'express';
import pg from 'pg';

/** The least that can be done for an activity: the SDK's adapter with its check of the token, and two rows committed. */
export async function startBareTeams(
  settings: Readonly<Record<string, string>>,
  databaseUrl: string,
): Promise<{ url: string; close(): Promise<void> }> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
  await pool.query('create table if not exists bench_rows (id bigint generated always as identity, content jsonb)');
  const { TEAMS_APP_ID: appId = '', TEAMS_OPENID_METADATA_URL: metadataUrl = '' } = settings;
  const authentication = new ConfigurationBotFrameworkAuthentication(
    {
      MicrosoftAppId: appId,
      MicrosoftAppType: 'MultiTenant',
      ToBotFromChannelOpenIdMetadataUrl: metadataUrl,
      ToBotFromEmulatorOpenIdMetadataUrl: metadataUrl,
      ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
      ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
      ToChannelFromBotOAuthScope: 'https://api.botframework.com',
      OAuthUrl: 'https://token.botframework.com',
      CallerId: 'urn:botframework:azure',
    },
    {
      isValidAppId: async (id) => id === appId,
      isAuthenticationDisabled: async () => false,
      createCredentials: async () => ({ signRequest: async (request) => request }),
    },
  );
  const adapter = new CloudAdapter(authentication);
  const app = express();
  app.post('/messages', express.json({ limit: '256kb' }), async (request, response) => {
    const activity = request.body;
    const authenticated = await authentication.authenticateRequest(activity, request.get('authorization') ?? '');
    await adapter.processActivityDirect(authenticated, activity, async () => {
      const client = await pool.connect();
      try {
        await client.query('begin');
        await client.query('insert into bench_rows (content) values ($1)', [JSON.stringify({ event: activity.id })]);
        await client.query('insert into bench_rows (content) values ($1)', [JSON.stringify({ run: activity.text })]);
        await client.query('commit');
      } finally {
        client.release();
      }
    });
    response.status(200).end();
  });
  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/messages`,
    async close() {
      server.closeAllConnections();
      server.close();
      await pool.end();
    },
  };
}
