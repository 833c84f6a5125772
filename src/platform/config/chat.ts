import { z } from 'zod';
import { hostNames, secret } from './kinds.ts';

/** The doors in Slack and in Teams. */
export const chatSettings = {
  SLACK_SIGNING_SECRET: secret
    .optional()
    .describe('Signing secret of the Slack app. Left out: the Slack door is closed.'),
  SLACK_API_URL: z.url().optional().describe('Base of the Slack Web API, for a sandbox or a proxy.'),
  TEAMS_APP_ID: z
    .uuid()
    .optional()
    .describe('Microsoft app id of the Teams bot, with TEAMS_APP_PASSWORD. Left out: the Teams door is closed.'),
  TEAMS_APP_PASSWORD: secret.optional().describe('Client secret of that app.'),
  TEAMS_TENANT_TYPE: z
    .enum(['multi', 'single'])
    .default('multi')
    .describe('Whether the app belongs to one Entra tenant or serves several.'),
  TEAMS_TENANT_ID: z.uuid().optional().describe('The Entra tenant of a single-tenant app.'),
  TEAMS_OPENID_METADATA_URL: z
    .url({ protocol: /^https?$/ })
    .default('https://login.botframework.com/v1/.well-known/openidconfiguration')
    .describe('Where the keys are found with which the Bot Framework signs what it sends.'),
  TEAMS_TOKEN_ISSUER: z
    .string()
    .min(1)
    .default('https://api.botframework.com')
    .describe('Who has to have issued the tokens of what it sends.'),
  TEAMS_LOGIN_URL: z
    .url({ protocol: /^https?$/ })
    .default('https://login.microsoftonline.com')
    .describe('Where the bot signs in before it posts.'),
  TEAMS_SERVICE_HOSTS: hostNames('smba.trafficmanager.net,*.botframework.com').describe(
    'Hosts that the bot posts to, by https; on this machine also by http. `*.` stands for any name below.',
  ),
  TEAMS_FILE_HOSTS: hostNames('*.sharepoint.com').describe('Hosts that files of messages are fetched from, likewise.'),
  TEAMS_WEB_URL: z
    .url({ protocol: /^https?$/ })
    .default('https://teams.microsoft.com')
    .describe('Where people read what is posted in Teams: links to messages begin so.'),
};
