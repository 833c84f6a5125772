import { deleted, fault, notFound } from './errors.ts';
import { makeId } from './ids.ts';
import { type FieldSpec, lead, type ObjectSpec, specOf } from './objects.ts';
import type { Statement } from './soql.ts';
import type { Effect, OrgRow, RecordRow, State, Value, Values } from './state.ts';
import { requireValues } from './values.ts';

const effects = {
  Lead: { created: 'leads', updated: 'leadUpdates', deleted: 'leadDeletions' },
  Task: { created: 'tasks', updated: 'taskUpdates', deleted: 'taskDeletions' },
} as const satisfies Record<string, Record<string, Effect>>;

export const isConverted = ({ values }: RecordRow): boolean => values.Status === 'Closed - Converted';

/** A field of a record as a query answers it: stored, or made from the record. */
export function readField(row: RecordRow, { name }: FieldSpec): Value {
  const { values } = row;
  switch (name) {
    case 'Id':
      return row.id;
    case 'Name':
      return [values.FirstName, values.LastName].filter(Boolean).join(' ');
    case 'IsDeleted':
      return row.isDeleted;
    case 'IsConverted':
      return isConverted(row);
    case 'IsClosed':
      return values.Status === 'Completed';
    case 'CreatedDate':
      return toVendorTime(row.createdAt);
    case 'CreatedById':
      return row.createdBy;
    case 'LastModifiedDate':
    case 'SystemModstamp':
      return toVendorTime(row.modifiedAt);
    case 'LastModifiedById':
      return row.modifiedBy;
    default:
      return values[name] ?? null;
  }
}

const toVendorTime = (iso: string): string => iso.replace('Z', '+0000');
const folded = (value: Value): Value => (typeof value === 'string' ? value.toLowerCase() : value);
/** Texts are compared in any letter case. */
const isSame = (one: Value, other: Value): boolean => folded(one) === folded(other);

function compare(a: Value, b: Value): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? -1 : 1;
  return a < b ? -1 : 1;
}

export function createRecords(state: State) {
  const all = (org: OrgRow, object: ObjectSpec): RecordRow[] =>
    state.records.all().filter((row) => row.org === org.key && row.object === object.name && !row.isDeleted);

  /** Absent, deleted and another organisation's are told apart as the vendor does. */
  function require(org: OrgRow, object: ObjectSpec, id: string): RecordRow {
    const row = state.records.get(id);
    if (row?.org !== org.key || row.object !== object.name) throw notFound();
    if (row.isDeleted) throw deleted();
    return row;
  }

  function requireUnique(org: OrgRow, object: ObjectSpec, id: string, values: Values): void {
    const value = values.Adjutant_Id__c ?? null;
    if (!org.hasUniqueIds || value === null) return;
    const other = all(org, object).find((row) => row.id !== id && isSame(row.values.Adjutant_Id__c ?? null, value));
    if (!other) return;
    const message = `duplicate value found: Adjutant_Id__c duplicates value on record with id: ${other.id}`;
    throw fault(400, 'DUPLICATE_VALUE', message, []);
  }

  /** The organisation's duplicate rule: two leads with one e-mail address are not saved. */
  function requireNoDouble(org: OrgRow, object: ObjectSpec, id: string, values: Values): void {
    const email = values.Email ?? null;
    if (object !== lead || email === null) return;
    const isDouble = all(org, object).some((row) => row.id !== id && isSame(row.values.Email ?? null, email));
    if (isDouble) throw fault(400, 'DUPLICATES_DETECTED', 'Use one of these records?', []);
  }

  function requirePerson(org: OrgRow, { WhoId }: Values): void {
    if (typeof WhoId !== 'string') return;
    const row = state.records.get(WhoId);
    if (row?.org !== org.key || row.object !== 'Lead') {
      throw fault(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', ['WhoId']);
    }
    if (row.isDeleted) throw fault(400, 'ENTITY_IS_DELETED', 'entity is deleted', ['WhoId']);
  }

  function note(row: RecordRow, before: Values, by: string): void {
    for (const [field, after] of Object.entries(row.values)) {
      if ((before[field] ?? null) === after) continue;
      const id = state.store.next('salesforce.history');
      state.history.put(String(id), {
        id,
        record: row.id,
        field,
        before: before[field] ?? null,
        after,
        by,
        at: row.modifiedAt,
      });
    }
  }

  function insert(org: OrgRow, object: ObjectSpec, given: Values): RecordRow {
    const initial = object.fields.filter((spec) => !spec.isReadOnly && spec.initial !== null);
    const values = { ...Object.fromEntries(initial.map((spec) => [spec.name, spec.initial])), ...given };
    requireValues(object, values);
    requirePerson(org, values);
    requireUnique(org, object, '', values);
    requireNoDouble(org, object, '', values);
    const now = new Date().toISOString();
    const row: RecordRow = {
      id: makeId(object.keyPrefix, state.store.next(`salesforce.${object.name}`)),
      org: org.key,
      object: object.name,
      values: { OwnerId: org.user.id, ...values },
      createdAt: now,
      createdBy: org.user.id,
      modifiedAt: now,
      modifiedBy: org.user.id,
      isDeleted: false,
    };
    state.records.put(row.id, row);
    state.record(effects[object.name].created);
    return row;
  }

  function change(org: OrgRow, row: RecordRow, given: Values, by: { id: string; name: string }): RecordRow {
    const object = specOf(row.object);
    if (object === lead && isConverted(row)) {
      throw fault(400, 'CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead', []);
    }
    const values = { ...row.values, ...given };
    requireValues(object, values);
    requirePerson(org, given);
    requireUnique(org, object, row.id, given);
    requireNoDouble(org, object, row.id, given);
    const changed = { ...row, values, modifiedAt: new Date().toISOString(), modifiedBy: by.id };
    state.records.put(row.id, changed);
    note(changed, row.values, by.name);
    return changed;
  }

  const withExternalId = (org: OrgRow, object: ObjectSpec, { name }: FieldSpec, value: string): RecordRow[] =>
    all(org, object).filter((row) => isSame(row.values[name] ?? null, value));

  return {
    require,
    change,
    withExternalId,

    create: (org: OrgRow, object: ObjectSpec, values: Values): RecordRow =>
      state.store.atomic(() => insert(org, object, values)),

    update: (org: OrgRow, object: ObjectSpec, id: string, values: Values): RecordRow =>
      state.store.atomic(() => {
        const changed = change(org, require(org, object, id), values, org.user);
        state.record(effects[object.name].updated);
        return changed;
      }),

    /** One record, or all that match when there are several: the vendor then changes none. */
    upsert: (org: OrgRow, object: ObjectSpec, key: { field: FieldSpec; value: string }, values: Values) =>
      state.store.atomic((): { row: RecordRow; isNew: boolean } | { several: readonly RecordRow[] } => {
        const [found, ...others] = withExternalId(org, object, key.field, key.value);
        if (found && others.length > 0) return { several: [found, ...others] };
        if (!found) return { row: insert(org, object, { ...values, [key.field.name]: key.value }), isNew: true };
        const row = change(org, found, values, org.user);
        state.record(effects[object.name].updated);
        return { row, isNew: false };
      }),

    /** A lead takes its tasks along. */
    remove: (org: OrgRow, object: ObjectSpec, id: string): void =>
      state.store.atomic(() => {
        const row = require(org, object, id);
        const below = state.records.all().filter((each) => each.values.WhoId === row.id && !each.isDeleted);
        for (const each of [row, ...below]) state.records.put(each.id, { ...each, isDeleted: true });
        state.record(effects[object.name].deleted);
      }),

    query(org: OrgRow, { object, conditions, order, limit }: Statement): RecordRow[] {
      const rows = all(org, object).filter((row) =>
        conditions.every(({ field, value }) => isSame(readField(row, field), value)),
      );
      if (order) {
        const direction = order.isDescending ? -1 : 1;
        rows.sort((a, b) => direction * compare(readField(a, order.field), readField(b, order.field)));
      }
      return rows.slice(0, limit);
    },
  };
}
export type Records = ReturnType<typeof createRecords>;
