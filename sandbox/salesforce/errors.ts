export interface Fault {
  message: string;
  errorCode: string;
  fields?: readonly string[];
}

/** An answer that Salesforce gives instead of what was asked for: a list, also of one. */
export class SalesforceError extends Error {
  readonly status: number;
  readonly body: readonly Fault[];

  constructor(status: number, fault: Fault) {
    super(`${fault.errorCode}: ${fault.message}`);
    this.name = 'SalesforceError';
    this.status = status;
    this.body = [fault];
  }
}

export const fault = (
  status: number,
  errorCode: string,
  message: string,
  fields?: readonly string[],
): SalesforceError => new SalesforceError(status, { message, errorCode, ...(fields ? { fields } : {}) });

export const notFound = (message = 'The requested resource does not exist'): SalesforceError =>
  fault(404, 'NOT_FOUND', message);
export const deleted = (): SalesforceError => fault(404, 'ENTITY_IS_DELETED', 'entity is deleted', []);
export const noSuchColumn = (name: string, object: string): SalesforceError =>
  fault(400, 'INVALID_FIELD', `No such column '${name}' on sobject of type ${object}`);
