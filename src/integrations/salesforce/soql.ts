import { AppError } from '../../core/index.ts';

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
};

/** A text as SOQL has it. The client's own query builder leaves backslashes as they are: one of them would end the quote. */
export const quoted = (text: string): string =>
  `'${text.replace(/[\\'"\n\r\t\b\f]/g, (sign) => escapes[sign] ?? '')}'`.replace(/\p{Cc}/gu, ' ');

/** An object or field by its API name; anything else could be a piece of a statement or of a path. */
export function apiName(name: string): string {
  if (/^[A-Za-z][A-Za-z0-9_]{0,79}$/.test(name)) return name;
  throw new AppError('internal', `“${name}” is no API name of Salesforce.`);
}

export interface Selection {
  object: string;
  field: string;
  value: string;
  wanted: readonly string[];
  limit: number;
}

/** The one statement that is sent. */
export const selectBy = ({ object, field, value, wanted, limit }: Selection): string => {
  const fields = [...new Set(['Id', ...wanted])].map(apiName).join(', ');
  const condition = `${apiName(field)} = ${quoted(value)}`;
  return `SELECT ${fields} FROM ${apiName(object)} WHERE ${condition} ORDER BY CreatedDate DESC LIMIT ${Math.max(1, Math.round(limit))}`;
};
