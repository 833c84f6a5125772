import { coerce, propertyOf } from './coercion.ts';
import { isRecord, type MediaType, type Schemas } from './document.ts';
import type { Finding } from './validation.ts';

type Pairs = Iterable<readonly [string, string]>;
type Nest = { [key: string]: unknown };

/** Without a prototype a field named `__proto__` is a field like any other. */
const empty = (): Nest => ({ __proto__: null });

/** `a[b]=1&c[]=2` as `{a: {b: '1'}, c: ['2']}`; a list of objects opens a new object when a key comes again. */
export function nest(pairs: Pairs): Nest {
  const root = empty();
  for (const [name, value] of pairs) {
    const [head = '', ...rest] = name.replaceAll(']', '').split('[');
    put(root, [head, ...rest], value);
  }
  return root;
}

function put(target: Nest, keys: readonly string[], value: string): void {
  const [key = '', next, ...deeper] = keys;
  if (next === undefined) {
    target[key] = value;
  } else if (next === '') {
    const list = Array.isArray(target[key]) ? target[key] : [];
    target[key] = list;
    putIntoList(list, deeper, value);
  } else {
    const child = isRecord(target[key]) ? target[key] : empty();
    target[key] = child;
    put(child, [next, ...deeper], value);
  }
}

function putIntoList(list: unknown[], keys: readonly string[], value: string): void {
  const [key] = keys;
  if (key === undefined) return void list.push(value);
  const last = list.at(-1);
  const item = isRecord(last) && !(keys.length === 1 && key in last) ? last : empty();
  if (item !== last) list.push(item);
  put(item, keys, value);
}

/** A form's fields as the values that its schema means, and what could not be read. */
export function readForm(pairs: Pairs, media: MediaType, schemas: Schemas): { value: unknown; findings: Finding[] } {
  const findings: Finding[] = [];
  const fields = nest(pairs);
  const parsed = Object.entries(fields).map(([name, value]): [string, unknown] => {
    if (media.encoding?.[name]?.contentType !== 'application/json' || typeof value !== 'string') {
      return [name, coerce(value, propertyOf(media.schema, name, schemas), schemas)];
    }
    const json = parseJson(value);
    if (!isStructure(json)) findings.push({ place: `/${name}`, message: 'must be JSON text of an object or array' });
    return [name, json];
  });
  return { value: Object.fromEntries(parsed), findings };
}

const isStructure = (value: unknown) => typeof value === 'object' && value !== null;

/** undefined where the text is no JSON: the value `undefined` cannot be written in JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
