import { fault, noSuchColumn } from './errors.ts';
import { readId } from './ids.ts';
import { type FieldSpec, findField, type ObjectSpec } from './objects.ts';
import type { Value, Values } from './state.ts';

const email = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/;
const maxShownLength = 80;

const isDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && isoDay(text) === text;
const isoDay = (text: string): string => new Date(`${text}T00:00:00Z`).toISOString().slice(0, 10);

const unreadable = (what: string, value: Value): Error =>
  fault(400, 'JSON_PARSER_ERROR', `Cannot deserialize instance of ${what} from value ${JSON.stringify(value)}`);

function readText(spec: FieldSpec, given: string): string | null {
  const text = given.trim();
  if (text === '') return null;
  if (spec.length > 0 && text.length > spec.length) {
    const shown = text.slice(0, maxShownLength);
    throw fault(400, 'STRING_TOO_LONG', `${spec.label}: data value too large: ${shown} (max length=${spec.length})`, [
      spec.name,
    ]);
  }
  if (spec.type === 'email' && !email.test(text)) {
    throw fault(400, 'INVALID_EMAIL_ADDRESS', `${spec.label}: invalid email address: ${text}`, [spec.name]);
  }
  return text;
}

function readReference(spec: FieldSpec, text: string): string {
  const id = readId(text);
  if (id !== undefined) return id;
  throw fault(400, 'MALFORMED_ID', `${spec.label}: id value of incorrect type: ${text}`, [spec.name]);
}

function readValue(spec: FieldSpec, value: Value): Value {
  if (value === null) return null;
  if (spec.type === 'boolean') {
    if (typeof value === 'boolean') return value;
    throw unreadable('boolean', value);
  }
  if (typeof value !== 'string') throw unreadable('string', value);
  if (spec.type === 'date') {
    if (value !== '' && !isDate(value)) throw unreadable('date', value);
    return value || null;
  }
  if (spec.type === 'reference') return value === '' ? null : readReference(spec, value);
  return readText(spec, value);
}

const isValue = (value: unknown): value is Value =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);

/** What a client wants to write, checked field by field as the vendor does. */
export function readValues(object: ObjectSpec, body: Readonly<Record<string, unknown>>): Values {
  return Object.fromEntries(
    Object.entries(body)
      .filter(([name]) => name !== 'attributes')
      .map(([name, value]) => {
        const spec = findField(object, name);
        if (!spec) throw noSuchColumn(name, object.name);
        if (spec.isReadOnly) {
          const message = `Unable to create/update fields: ${spec.name}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`;
          throw fault(400, 'INVALID_FIELD_FOR_INSERT_UPDATE', message, [spec.name]);
        }
        if (!isValue(value)) throw unreadable('a field', JSON.stringify(value));
        return [spec.name, readValue(spec, value)];
      }),
  );
}

/** Salesforce names all that are missing at once. */
export function requireValues(object: ObjectSpec, values: Values): void {
  const missing = object.fields.filter((spec) => spec.isRequired && (values[spec.name] ?? null) === null);
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name);
  throw fault(400, 'REQUIRED_FIELD_MISSING', `Required fields are missing: [${names.join(', ')}]`, names);
}
