/** Fields of a record by their API names. */
export type RecordFields = Readonly<Record<string, string | number | boolean | null>>;

export interface SalesforceRecord {
  id: string;
  url: string;
  fields: RecordFields;
}

export interface SalesforceField {
  maxLength: number | undefined;
  isExternalId: boolean;
  /** What a picklist offers. */
  choices: readonly string[];
}

/** Salesforce in our words. Objects and fields have their API names. All methods throw `AppError('upstream.…')`. */
export interface Salesforce {
  /** The record with this external id; `undefined` when there is none. */
  findByExternalId(
    object: string,
    field: string,
    value: string,
    wanted: readonly string[],
  ): Promise<SalesforceRecord | undefined>;
  /** Records whose field has exactly this value, newest first, at most `limit`. */
  findBy(
    object: string,
    field: string,
    value: string,
    wanted: readonly string[],
    limit: number,
  ): Promise<SalesforceRecord[]>;
  /** Makes the record with this external id or changes it: the same call twice makes one. */
  upsert(
    object: string,
    field: string,
    value: string,
    fields: RecordFields,
  ): Promise<{ id: string; url: string; isNew: boolean }>;
  update(object: string, id: string, fields: RecordFields): Promise<void>;
  remove(object: string, id: string): Promise<void>;
  /** Field API names of an object that this account may write, with the length that texts may have. */
  describe(object: string): Promise<ReadonlyMap<string, SalesforceField>>;
}
