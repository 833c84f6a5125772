import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import type { Schema, Schemas } from './document.ts';
import { mapValues, type Strictness, translator } from './translate.ts';

/** One thing wrong with a value: where in it (a JSON pointer), and what. */
export interface Finding {
  readonly place: string;
  readonly message: string;
}

export interface Validation {
  /** Findings about `value` under `schema`, which is written as in the contract; compiled once, when first used. */
  check(schema: Schema, value: unknown): Finding[];
}

// The package is CommonJS: under Node's ESM its function is the property `default` of what is imported.
const addFormats = addFormatsModule.default;

export function createValidation(schemas: Schemas, strictness: Strictness): Validation {
  const ajv = new Ajv2020({
    allErrors: true,
    discriminator: true,
    strictTypes: false,
    strictRequired: false,
    allowUnionTypes: true,
    validateSchema: false,
    formats: { binary: true, unixtime: true },
  });
  addFormats(ajv);
  const translate = translator(schemas, 'contract#/$defs/', strictness);
  const compiled = new WeakMap<Schema, ValidateFunction>();
  ajv.addSchema({ $id: 'contract', $defs: mapValues(schemas, translate) });

  function compile(schema: Schema): ValidateFunction {
    const known = compiled.get(schema);
    if (known) return known;
    const made = ajv.compile(translate(schema));
    compiled.set(schema, made);
    return made;
  }
  return {
    check(schema, value) {
      const validate = compile(schema);
      return validate(value) ? [] : telling(validate.errors ?? []).map(describe);
    },
  };
}

/** Of a failed union, only what is wrong deepest inside: that is the member which was meant. */
function telling(errors: readonly ErrorObject[]): ErrorObject[] {
  const unions = errors.filter((error) => error.keyword === 'anyOf');
  const outer = unions.filter(
    (a) => !unions.some((b) => b !== a && isUnder(a, b) && a.instancePath !== b.instancePath),
  );
  const kept = errors.filter((error) => !outer.some((union) => isUnder(error, union)));
  for (const union of outer) {
    const inside = errors.filter((error) => error !== union && isUnder(error, union));
    const depth = Math.max(...inside.map(depthOf));
    kept.push(...(depth > depthOf(union) ? inside.filter((error) => depthOf(error) === depth).slice(0, 3) : [union]));
  }
  return distinct(kept);
}

const depthOf = (error: ErrorObject) => error.instancePath.split('/').length;

function isUnder(error: ErrorObject, union: ErrorObject): boolean {
  return `${error.instancePath}/`.startsWith(`${union.instancePath}/`);
}

function distinct(errors: readonly ErrorObject[]): ErrorObject[] {
  const seen = new Map(errors.map((error) => [`${error.instancePath} ${error.message} ${detailOf(error)}`, error]));
  return [...seen.values()];
}

function describe(error: ErrorObject): Finding {
  const message = error.keyword === 'discriminator' ? 'has an unknown type' : (error.message ?? error.keyword);
  return { place: error.instancePath, message: `${message}${detailOf(error)}` };
}

function detailOf({ params }: ErrorObject): string {
  if (params.additionalProperty ?? params.unevaluatedProperty)
    return `: "${params.additionalProperty ?? params.unevaluatedProperty}"`;
  if (params.allowedValues) return `: ${params.allowedValues.join(', ')}`;
  if (params.allowedValue !== undefined) return `: ${params.allowedValue}`;
  if (params.tagValue !== undefined) return `: "${params.tagValue}"`;
  return '';
}

/** Both kinds of schema may find the same fault; the vendor's rules name it more exactly. */
export function preferPrecise(published: readonly Finding[], ruled: readonly Finding[]): Finding[] {
  const overlap = (a: Finding, b: Finding) => a.place.startsWith(b.place) || b.place.startsWith(a.place);
  const isKept = (finding: Finding) => finding.place === 'body' || !ruled.some((rule) => overlap(rule, finding));
  return [...published.filter(isKept), ...ruled];
}
