import { z } from 'zod';
import { Secret } from '../secret.ts';

export const port = z.coerce.number().int().min(0).max(65_535);
export const seconds = (from: number, to: number) => z.coerce.number().min(from).max(to);
/** A whole number from 1 on. */
export const upTo = (limit: number) => z.coerce.number().int().min(1).max(limit);
export const secret = z.string().transform((text) => new Secret(text));

/** Names of hosts, separated by commas; `*.` stands for any name below. */
export const hostNames = (usual: string) =>
  z
    .string()
    .default(usual)
    .transform((text) => text.split(',').map((host) => host.trim().toLowerCase()))
    .pipe(z.array(z.string().regex(/^(\*\.)?[a-z0-9.-]+$/, 'is a list of host names')).min(1));
