import { AppError, type RecordFields, type Salesforce, type SalesforceRecord } from '../../core/index.ts';
import type { Vendor } from '../../platform/vendor-call.ts';
import { answers } from './answers.ts';
import { toAppError } from './errors.ts';
import { type Account, createSession, createSessions, type Sessions } from './session.ts';
import { apiName, selectBy } from './soql.ts';

export interface SalesforceSettings extends Account {
  /** For each request; the vendor call's own timeout stands around all requests of one operation. */
  timeoutMs?: number;
}

const version = '62.0';

/** The client puts ids into the path as they are: here they become one segment of it, and no way out of it. */
function segment(value: string): string {
  if (value.trim() !== '' && value !== '.' && value !== '..') return encodeURIComponent(value);
  throw new AppError('input.invalid', 'A record has to be named by an id that is not empty.');
}

const fieldsOf = (record: Readonly<Record<string, unknown>>): RecordFields =>
  Object.fromEntries(
    Object.entries(record).flatMap(([name, value]) => {
      const plain = answers.value.safeParse(value);
      return plain.success ? [[name, plain.data] as const] : [];
    }),
  );

/** Salesforce's REST API behind the port. */
export function createSalesforce(
  settings: SalesforceSettings,
  { call }: Vendor,
  sessions: Sessions = createSessions(),
): Salesforce {
  const { timeoutMs = 15_000, clientSecret } = settings;
  const url = settings.url.replace(/\/+$/, '');
  const { use } = createSession({ ...settings, url, version, timeoutMs, sessions });

  const carried =
    (kind: 'read' | 'write') =>
    <T>(operation: string, work: Parameters<typeof use<T>>[0]): Promise<T> =>
      call(
        `salesforce.${operation}`,
        () => use(work).catch((error) => Promise.reject(toAppError(error, clientSecret))),
        kind,
      );
  const [read, write] = [carried('read'), carried('write')];

  const urlOf = (object: string, id: string): string => `${url}/lightning/r/${object}/${id}/view`;
  const findBy: Salesforce['findBy'] = (object, field, value, wanted, limit) =>
    read('records.query', async (connection): Promise<SalesforceRecord[]> => {
      const { records } = answers.records.parse(
        await connection.query(selectBy({ object, field, value, wanted, limit })),
      );
      return records.map((record) => ({ id: record.Id, url: urlOf(object, record.Id), fields: fieldsOf(record) }));
    });

  return {
    findBy,
    async findByExternalId(object, field, value, wanted) {
      const [found, another] = await findBy(object, field, value, wanted, 2);
      if (!another) return found;
      throw new AppError(
        'upstream.conflict',
        `Several records in Salesforce bear the same ${field}. Ask an admin to merge them and to make the field unique.`,
      );
    },
    upsert: (object, field, value, fields) =>
      write('records.upsert', async (connection) => {
        const record = { ...fields, [apiName(field)]: segment(value) };
        const { id, created } = answers.upserted.parse(await connection.upsert(apiName(object), record, field));
        return { id, url: urlOf(object, id), isNew: created };
      }),
    update: (object, id, fields) =>
      write('records.update', async (connection) => {
        await connection.update(apiName(object), { ...fields, Id: segment(id) });
      }),
    remove: (object, id) =>
      write('records.delete', async (connection) => {
        await connection.destroy(apiName(object), segment(id));
      }),
    describe: (object) =>
      read('objects.describe', async (connection) => {
        const { fields } = answers.described.parse(await connection.describe(apiName(object)));
        return new Map(
          fields
            .filter(({ createable, updateable }) => createable || updateable)
            .map((each) => [
              each.name,
              {
                maxLength: each.length > 0 ? each.length : undefined,
                isExternalId: each.externalId,
                choices: (each.picklistValues ?? []).filter(({ active }) => active).map(({ value }) => value),
              },
            ]),
        );
      }),
  };
}
