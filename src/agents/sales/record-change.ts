import { z } from 'zod';
import { AppError, type Found, type RecordFields, type Salesforce, type SalesforceRecord } from '../../core/index.ts';
import { idField } from './lead-id.ts';

/** One field of a record before and after; empty stands for nothing. */
export const fieldChange = z.object({
  field: z.string().min(1).max(80).describe('API name of the field'),
  before: z.string().max(40_000).default('').describe('What it has to be until then'),
  after: z.string().max(40_000).default('').describe('What it becomes'),
});
export type FieldChange = z.output<typeof fieldChange>;

export interface RecordChange {
  object: 'Lead' | 'Task';
  /** Our external id. */
  id: string;
  /** Salesforce's own id of a record that is there; empty for a new one. */
  record: string;
  fields: readonly FieldChange[];
  /** What a person knows it by. */
  name: string;
}

export type Change = 'created' | 'updated' | 'unchanged';
export interface Changed {
  record: string;
  url: string;
  change: Change;
}

/** Salesforce keeps nothing as null, trims, and may end lines in another way. */
const asStored = (value: unknown): string =>
  value === null || value === undefined ? '' : String(value).replace(/\r\n?/g, '\n').trim();
export const isSame = (value: unknown, wanted: string): boolean => asStored(value) === asStored(wanted);

export const wantedOf = ({ fields }: RecordChange): string[] => [
  ...new Set([...fields.map(({ field }) => field), idField]),
];

export async function readRecord(salesforce: Salesforce, change: RecordChange): Promise<SalesforceRecord | undefined> {
  const { object, id, record } = change;
  if (record === '') return salesforce.findByExternalId(object, idField, id, wantedOf(change));
  const [found] = await salesforce.findBy(object, 'Id', record, wantedOf(change), 1);
  return found;
}

export const hasAll = ({ fields }: SalesforceRecord, changes: readonly FieldChange[]): boolean =>
  changes.every(({ field, after }) => isSame(fields[field], after));

const refuse = (message: string): AppError => new AppError('upstream.refused', message);
export const valuesOf = (changes: readonly FieldChange[], side: 'before' | 'after'): RecordFields =>
  Object.fromEntries(changes.map((each) => [each.field, each[side] === '' ? null : each[side]]));
const filled = (values: RecordFields): RecordFields =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));

async function create(
  salesforce: Salesforce,
  change: RecordChange,
  found: SalesforceRecord | undefined,
): Promise<Changed> {
  if (found && !hasAll(found, change.fields)) {
    throw refuse(
      `${change.name} was made in Salesforce meanwhile, with other values. Ask again to see them: ${found.url}`,
    );
  }
  if (found) return { record: found.id, url: found.url, change: 'created' };
  const { object, id, fields } = change;
  const made = await salesforce.upsert(object, idField, id, filled(valuesOf(fields, 'after')));
  return { record: made.id, url: made.url, change: 'created' };
}

/** An approval holds for what was shown: what a person changed since then was seen by nobody, and is not overwritten. */
export async function applyChange(salesforce: Salesforce, change: RecordChange): Promise<Changed> {
  const found = await readRecord(salesforce, change);
  if (change.record === '') return create(salesforce, change, found);
  if (!found) throw refuse(`${change.name} was deleted in Salesforce since it was shown. Ask again to make it anew.`);
  const left = change.fields.filter(({ field, after }) => !isSame(found.fields[field], after));
  const moved = left.filter(({ field, before }) => !isSame(found.fields[field], before));
  if (moved.length > 0) {
    const names = moved.map(({ field }) => field).join(', ');
    throw refuse(
      `${names} of ${change.name} was changed in Salesforce since it was shown. Ask again to see it: ${found.url}`,
    );
  }
  if (left.length > 0) await salesforce.update(change.object, found.id, valuesOf(left, 'after'));
  return { record: found.id, url: found.url, change: change.fields.length > 0 ? 'updated' : 'unchanged' };
}

/** Whether a change was made: by our id for what is new, by its values for what was there. */
export async function findChange(salesforce: Salesforce, change: RecordChange): Promise<Found<Changed>> {
  const found = await readRecord(salesforce, change);
  if (!found) return 'absent';
  const at = { record: found.id, url: found.url };
  if (change.record === '') return { found: { ...at, change: 'created' } };
  if (hasAll(found, change.fields)) {
    return { found: { ...at, change: change.fields.length > 0 ? 'updated' : 'unchanged' } };
  }
  const isAsBefore = change.fields.every(
    ({ field, before, after }) => isSame(found.fields[field], before) || isSame(found.fields[field], after),
  );
  return isAsBefore ? 'absent' : 'unknown';
}
