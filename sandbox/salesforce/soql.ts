import { fault, type SalesforceError } from './errors.ts';
import { readId } from './ids.ts';
import { type FieldSpec, findField, findObject, type ObjectSpec } from './objects.ts';
import type { Value } from './state.ts';

export interface Statement {
  object: ObjectSpec;
  fields: readonly FieldSpec[];
  conditions: readonly { field: FieldSpec; value: Value }[];
  order: { field: FieldSpec; isDescending: boolean } | undefined;
  limit: number;
}

const maxRows = 2000;
const token = /\s*(?:'((?:[^'\\\n\r]|\\[nNrRtTbBfF"'\\_%]|\\u[0-9A-Fa-f]{4})*)'|([A-Za-z][\w.]*)|(\d+)|([=,]))/y;
const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

interface Token {
  kind: 'text' | 'word' | 'number' | 'sign';
  text: string;
  at: number;
}

const unescaped = (text: string): string =>
  text.replace(/\\(?:u([0-9A-Fa-f]{4})|(.))/g, (_all, code: string | undefined, letter: string) =>
    code === undefined ? (escapes[letter.toLowerCase()] ?? letter) : String.fromCharCode(Number.parseInt(code, 16)),
  );

const malformed = (message: string): SalesforceError => fault(400, 'MALFORMED_QUERY', message);

function tokensOf(soql: string): Token[] {
  const tokens: Token[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < soql.trimEnd().length) {
    const at = token.lastIndex;
    const found = token.exec(soql);
    if (!found) throw malformed(`\n${soql}\nERROR at Row:1:Column:${at + 1}\nunexpected token`);
    const [, text, word, number, sign] = found;
    if (text !== undefined) tokens.push({ kind: 'text', text: unescaped(text), at });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word, at });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number, at });
    else tokens.push({ kind: 'sign', text: sign ?? '', at });
  }
  return tokens;
}

/** Reads on from left to right; every step either takes what it wants or says what is unexpected. */
function createReader(soql: string) {
  const tokens = tokensOf(soql);
  let next = 0;
  const isWord = (word: string): boolean => {
    const found = tokens[next];
    return found?.kind === 'word' && found.text.toUpperCase() === word;
  };
  const unexpected = (): SalesforceError => {
    const found = tokens[next];
    return malformed(found ? `unexpected token: '${found.text}'` : 'unexpected token: <EOF>');
  };
  const take = (kind: Token['kind']): string => {
    const found = tokens[next];
    if (found?.kind !== kind) throw unexpected();
    next += 1;
    return found.text;
  };
  const takesSign = (sign: string): boolean => {
    const found = tokens[next];
    if (found?.kind !== 'sign' || found.text !== sign) return false;
    next += 1;
    return true;
  };
  const takesWord = (...words: string[]): boolean => {
    if (!isWord(words[0] ?? '')) return false;
    for (const word of words) {
      if (!isWord(word)) throw unexpected();
      next += 1;
    }
    return true;
  };
  return { take, takesSign, takesWord, unexpected, isAtEnd: () => next === tokens.length, peek: () => tokens[next] };
}
type Reader = ReturnType<typeof createReader>;

function readLiteral(reader: Reader): Value {
  if (reader.takesWord('TRUE')) return true;
  if (reader.takesWord('FALSE')) return false;
  if (reader.takesWord('NULL')) return null;
  return reader.take('text');
}

function columnOf(object: ObjectSpec, name: string): FieldSpec {
  const found = findField(object, name);
  if (found) return found;
  const message = `No such column '${name}' on entity '${object.name}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name.`;
  throw fault(400, 'INVALID_FIELD', message);
}

/** An id may be written in either length; a literal of another kind than its field's is refused. */
function literalFor(field: FieldSpec, value: Value): Value {
  if (value === null) return null;
  if ((field.type === 'boolean') !== (typeof value === 'boolean')) {
    throw fault(
      400,
      'INVALID_FIELD',
      `value of filter criterion for field '${field.name}' must be of type ${field.type}`,
    );
  }
  if (field.type !== 'id' && field.type !== 'reference') return value;
  const id = readId(String(value));
  if (id !== undefined) return id;
  throw fault(400, 'INVALID_QUERY_FILTER_OPERATOR', `invalid ID field: ${value}`);
}

function readConditions(reader: Reader, object: ObjectSpec): Statement['conditions'] {
  const conditions: { field: FieldSpec; value: Value }[] = [];
  do {
    const field = columnOf(object, reader.take('word'));
    if (!reader.takesSign('=')) throw reader.unexpected();
    if (field.type === 'textarea') {
      throw fault(400, 'INVALID_FIELD', `field '${field.name}' can not be filtered in a query call`);
    }
    conditions.push({ field, value: literalFor(field, readLiteral(reader)) });
  } while (reader.takesWord('AND'));
  return conditions;
}

function readOrder(reader: Reader, object: ObjectSpec): Statement['order'] {
  if (!reader.takesWord('ORDER', 'BY')) return undefined;
  const field = columnOf(object, reader.take('word'));
  const isDescending = reader.takesWord('DESC');
  if (!isDescending) reader.takesWord('ASC');
  return { field, isDescending };
}

/** `SELECT … FROM … [WHERE … = … [AND …]] [ORDER BY … [ASC | DESC]] [LIMIT …]`, and nothing else. */
export function readSoql(soql: string): Statement {
  const reader = createReader(soql);
  if (!reader.takesWord('SELECT')) throw reader.unexpected();
  const names = [reader.take('word')];
  while (reader.takesSign(',')) names.push(reader.take('word'));
  if (!reader.takesWord('FROM')) throw reader.unexpected();
  const name = reader.take('word');
  const object = findObject(name);
  if (!object) throw fault(400, 'INVALID_TYPE', `sObject type '${name}' is not supported.`);
  const fields = names.map((each) => columnOf(object, each));
  const conditions = reader.takesWord('WHERE') ? readConditions(reader, object) : [];
  const order = readOrder(reader, object);
  const limit = reader.takesWord('LIMIT') ? Number(reader.take('number')) : maxRows;
  if (!reader.isAtEnd()) throw reader.unexpected();
  return { object, fields, conditions, order, limit: Math.min(limit, maxRows) };
}
