import type { Request } from 'express';
import { z } from 'zod';
import { invalid } from '../errors.ts';

/** Parameters come as text in a query and as JSON in a body; GitLab takes both for each. */
export const integer = () =>
  z.preprocess((value) => (typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value), z.int());

export const flag = () =>
  z.preprocess((value) => {
    if (['true', '1', 't', 'on', 1].includes(value as string)) return true;
    if (['false', '0', 'f', 'off', 0].includes(value as string)) return false;
    return value;
  }, z.boolean());

/** `a,b` or `["a", "b"]`. */
export const names = () =>
  z.preprocess(
    (value) => (typeof value === 'string' ? value.split(',').filter((name) => name !== '') : value),
    z.array(z.string().max(255)).max(100),
  );

export const date = () => z.string().refine((text) => !Number.isNaN(Date.parse(text)));

/** `pagination=offset` is what clients say for the kind that every list has. */
export const pages = {
  page: integer().default(1),
  per_page: integer().default(20),
  pagination: z.literal(['offset', 'legacy']).optional(),
};

/** Query and body against what this operation takes, answered in the words of GitLab's own parameter check. */
export function parameters<Shape extends z.ZodRawShape>(request: Request, shape: Shape): z.infer<z.ZodObject<Shape>> {
  const body: unknown = request.body;
  const raw = { ...query(request), ...(isRecord(body) ? body : {}) };
  const given = Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== null));
  const parsed = z.strictObject(shape).safeParse(given);
  if (parsed.success) return parsed.data as z.infer<z.ZodObject<Shape>>;
  throw invalid([...new Set(parsed.error.issues.map((issue) => describe(issue, given)))].join(', '));
}

/** `iids[]=1&iids[]=2` is a list, however the application that this is mounted in reads queries. */
function query(request: Request): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(request.query).map(([key, value]) =>
      key.endsWith('[]') ? [key.slice(0, -2), Array.isArray(value) ? value : [value]] : [key, value],
    ),
  );
}

function describe(issue: z.core.$ZodIssue, given: unknown): string {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `${spell([...issue.path, key])} is not supported by this sandbox`).join(', ');
  }
  const name = spell(issue.path);
  if (valueAt(given, issue.path) === undefined) return `${name} is missing`;
  if (issue.code === 'custom' && issue.message !== 'Invalid input') return `${name} ${issue.message}`;
  if (issue.code === 'too_small' && issue.origin !== 'number') return `${name} is empty`;
  return `${name} ${issue.code === 'invalid_value' ? 'does not have a valid value' : 'is invalid'}`;
}

const spell = ([first, ...rest]: PropertyKey[]): string =>
  String(first) + rest.map((part) => `[${String(part)}]`).join('');

function valueAt(value: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>((at, key) => (isRecord(at) ? at[String(key)] : undefined), value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
