import { z } from 'zod';
import { Secret } from './secret.ts';

export const processRoles = ['web', 'worker', 'mcp'] as const;

const port = z.coerce.number().int().min(0).max(65_535);
const seconds = (from: number, to: number) => z.coerce.number().min(from).max(to);
const secret = z.string().transform((text) => new Secret(text));

const hostNames = (usual: string) =>
  z
    .string()
    .default(usual)
    .transform((text) => text.split(',').map((host) => host.trim().toLowerCase()))
    .pipe(z.array(z.string().regex(/^(\*\.)?[a-z0-9.-]+$/, 'is a list of host names')).min(1));

/** Every setting, from the environment. `docs/configuration.md` is written from here. */
export const settings = z.object({
  NODE_ENV: z
    .enum(['development', 'production', 'test'])
    .default('development')
    .describe('In production, defaults that are not safe there are refused.'),
  HOST: z.string().default('127.0.0.1').describe('Address to listen on.'),
  PORT: port.optional().describe('Port to listen on. Left out: 7070, or the next free one.'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Where people reach the console. Left out: http://localhost with the port, for people at this machine.'),
  ROLES: z
    .string()
    .default(processRoles.join(','))
    .transform((text) => text.split(',').map((role) => role.trim()))
    .pipe(z.array(z.enum(processRoles)).min(1))
    .describe('What this process does: any of web, worker, mcp, separated by commas.'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('Postgres 15 or newer, as a role that may create roles and schemas. Left out: an own server is started.'),
  DATABASE_CONNECTIONS: z.coerce
    .number()
    .int()
    .min(2)
    .max(200)
    .default(20)
    .describe(
      'Connections of this process to its own tables, at the most; checkpoints take up to 8 more, and the queue its own.',
    ),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/ })
    .transform((text) => new Secret(text))
    .optional()
    .describe(
      'Redis 6.2 or newer for the queue, the limits and the cache, with maxmemory-policy noeviction. Left out: they are in Postgres, and the cache in memory. Nothing is lost with it.',
    ),
  ADJUTANT_SECRET: secret
    .refine((value) => value.reveal().length >= 32, 'needs at least 32 characters')
    .optional()
    .describe(
      'The master key, at least 32 random characters, the same for all processes. Left out: one is made and kept in the state folder.',
    ),
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
  OPENAI_BASE_URL: z
    .url({ protocol: /^https?$/ })
    .refine((url) => !/^https?:\/\/[^/]*@/.test(url), 'holds a password; that belongs into OPENAI_API_KEY')
    .optional()
    .describe(
      'Base of a server that speaks OpenAI’s protocol, such as https://api.openai.com/v1, with OPENAI_API_KEY and OPENAI_MODEL. Left out: there is no model, and what needs one is absent.',
    ),
  OPENAI_API_KEY: secret.optional().describe('Key for that server.'),
  OPENAI_MODEL: z.string().min(1).max(200).optional().describe('The model that is asked there.'),
  OPENAI_TIMEOUT_SECONDS: seconds(0.1, 600).default(60).describe('How long the model may take for one answer.'),
  APPROVAL_HOURS: z.coerce
    .number()
    .min(0.0001)
    .max(8_760)
    .default(168)
    .describe('How long a request waits for a decision.'),
  LEASE_SECONDS: seconds(1, 300)
    .default(15)
    .describe('After so long without a sign, another worker takes over a conversation.'),
  EFFECT_LEASE_SECONDS: seconds(1, 600)
    .default(60)
    .describe('The same for an effect that is being sent; longer than a vendor call and its look-up.'),
  EFFECT_RETRY_SECONDS: seconds(0.01, 60)
    .default(1)
    .describe('After so long something in doubt is looked up and tried again; then after 4, 16 and 60 times as long.'),
  GITLAB_REQUEST_SECONDS: seconds(0, 3_600)
    .default(180)
    .describe(
      'So long GitLab may still be at work on a request that it did not answer: an issue or a merge request is sent again only after that, and only if it is not there. As delivered, GitLab lets a request wait for 90 s and work for 60 s (GITLAB_RAILS_WAIT_TIMEOUT, GITLAB_RAILS_RACK_TIMEOUT: docs.gitlab.com/administration/operations/puma); raise it where those were raised.',
    ),
  GITLAB_REQUESTS_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .default(1_500)
    .describe(
      'So many requests are sent with one GitLab account within a minute; more wait, or are tried later. GitLab.com takes 2,000.',
    ),
  SALESFORCE_REQUESTS_PER_DAY: z.coerce
    .number()
    .int()
    .min(1)
    .max(100_000_000)
    .default(80_000)
    .describe(
      'The same for a Salesforce account within 24 hours. An Enterprise org has 100,000 and more, a Developer org 15,000.',
    ),
  FOLLOW_SECONDS: seconds(0.1, 3_600)
    .default(15)
    .describe(
      'How often a followed merge request is looked at while its pipeline runs; 4, 20 and 60 times as long when it is quiet.',
    ),
  SWEEP_SECONDS: seconds(0.1, 60).default(5).describe('How often is looked for work that nobody holds.'),
  PERSON_REQUESTS_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .default(240)
    .describe(
      'So much one person may ask for within a minute, at all doors together. Decisions are not counted and never held up.',
    ),
  ORGANISATION_REQUESTS_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .default(3_000)
    .describe('The same for all people of an organisation together.'),
  WRONG_ATTEMPTS_PER_ADDRESS: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .default(30)
    .describe('So many wrong tokens and sign-ins of one address are looked at within five minutes.'),
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((each) => each.trim())
        .filter(Boolean),
    )
    .pipe(z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])))
    .describe(
      'Addresses or networks of reverse proxies, separated by commas, whose X-Forwarded-For says where a request came from. Left out: nobody’s does.',
    ),
  CALL_PATIENCE_SECONDS: seconds(0, 60)
    .default(8)
    .describe('How long a call over MCP or REST waits for a run before it answers that it goes on.'),
  METRICS_TOKEN: secret
    .optional()
    .describe(
      'Who reads /metrics shows this as a bearer token. Left out: only this machine may read it, without a proxy between.',
    ),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      'Collector of traces, by OTLP over HTTP as JSON; `/v1/traces` is added. Left out: nothing is traced. These are the names of the OpenTelemetry specification.',
    ),
  OTEL_EXPORTER_OTLP_HEADERS: secret
    .optional()
    .describe('Headers for the collector, as `name=value`, separated by commas.'),
  OTEL_SERVICE_NAME: z.string().min(1).default('adjutant').describe('How this service is called in traces.'),
  OTEL_RESOURCE_ATTRIBUTES: z
    .string()
    .default('')
    .describe('What else is said of it there, as `name=value`, separated by commas.'),
  OTEL_TRACES_SAMPLER: z
    .enum([
      'always_on',
      'always_off',
      'traceidratio',
      'parentbased_always_on',
      'parentbased_always_off',
      'parentbased_traceidratio',
    ])
    .default('parentbased_always_on')
    .describe('Which runs are traced; it is decided when a run is accepted, and holds to its end.'),
  OTEL_TRACES_SAMPLER_ARG: z.coerce
    .number()
    .min(0)
    .max(1)
    .default(1)
    .describe('The share of them, for the samplers with `traceidratio`.'),
  OTEL_BSP_SCHEDULE_DELAY: z.coerce
    .number()
    .int()
    .min(1)
    .max(60_000)
    .default(5_000)
    .describe('Milliseconds after which spans are sent together.'),
  OTEL_SDK_DISABLED: z.stringbool().default(false).describe('`true`: nothing is traced, whatever else is set.'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('JSON lines on standard error from this level on.'),
});
export type Config = Readonly<z.output<typeof settings>>;

const neededInProduction = ['ADJUTANT_SECRET', 'DATABASE_URL', 'PUBLIC_URL'];

function productionFaults(given: Readonly<Record<string, unknown>>): string[] {
  if (given.NODE_ENV !== 'production') return [];
  return neededInProduction
    .filter((name) => given[name] === undefined)
    .map((name) => `${name}: is needed in production`);
}

const httpUrl = /^http:/;

/** A bot without a whole login, or one whose callers anybody could play, is none. */
function teamsFaults(given: Readonly<Record<string, unknown>>): string[] {
  const faults: string[] = [];
  if ((given.TEAMS_APP_ID === undefined) !== (given.TEAMS_APP_PASSWORD === undefined))
    faults.push('TEAMS_APP_ID and TEAMS_APP_PASSWORD: are needed together');
  if (given.TEAMS_TENANT_TYPE === 'single' && given.TEAMS_TENANT_ID === undefined)
    faults.push('TEAMS_TENANT_ID: is needed for a single-tenant app');
  if (given.NODE_ENV !== 'production') return faults;
  const open = ['TEAMS_OPENID_METADATA_URL', 'TEAMS_LOGIN_URL'].filter((name) => httpUrl.test(String(given[name])));
  return [...faults, ...open.map((name) => `${name}: has to be https in production`)];
}

const modelSettings = ['OPENAI_BASE_URL', 'OPENAI_API_KEY', 'OPENAI_MODEL'];
/** This machine, a name without a dot as containers have it, and addresses that lead nowhere outside. */
const nearHost =
  /^(?:localhost|127(?:\.\d+){3}|\[::1\]|[^.:[\]]+|.+\.(?:local|internal)|10(?:\.\d+){3}|192\.168(?:\.\d+){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2})$/;

/** A model is there with all that it needs, or not at all; what is said to it crosses no open network unencrypted. */
function modelFaults(given: Readonly<Record<string, unknown>>): string[] {
  const missing = modelSettings.filter((name) => given[name] === undefined);
  if (missing.length === modelSettings.length) return [];
  if (missing.length > 0) return [`${modelSettings.join(', ')}: are needed together; ${missing.join(', ')} is missing`];
  const url = String(given.OPENAI_BASE_URL);
  const isOpen = given.NODE_ENV === 'production' && httpUrl.test(url) && URL.canParse(url);
  return isOpen && !nearHost.test(new URL(url).hostname)
    ? ['OPENAI_BASE_URL: has to be https in production, or in an own network']
    : [];
}

/** Reads all settings at once. Throws one error that names every fault. */
export function loadConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([name, value]) => name in settings.shape && value !== ''),
  );
  const result = settings.safeParse(given);
  const issues = result.error?.issues ?? [];
  const faults = [
    ...issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
    ...productionFaults(given),
    ...teamsFaults(given),
    ...modelFaults(given),
  ];
  if (!result.success || faults.length > 0) throw new Error(`These settings need mending:\n  ${faults.join('\n  ')}`);
  return Object.freeze(result.data);
}
