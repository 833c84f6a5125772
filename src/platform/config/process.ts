import { z } from 'zod';
import { Secret } from '../secret.ts';
import { port, secret } from './kinds.ts';

const processRoles = ['web', 'worker', 'mcp'] as const;

/** What this process is, and where its things are. */
export const processSettings = {
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
  AUDIT_CHECKPOINTS_FILE: z
    .string()
    .min(1)
    .optional()
    .describe(
      'File for the signed ends of audit trails, the same for all processes, best where who owns the database cannot write. Left out: beside the own database, and with a DATABASE_URL in the log alone.',
    ),
  ADJUTANT_SECRET: secret
    .refine((value) => value.reveal().length >= 32, 'needs at least 32 characters')
    .optional()
    .describe(
      'The master key, at least 32 random characters, the same for all processes. Left out: one is made and kept in the state folder.',
    ),
};
