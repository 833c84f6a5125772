import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv, type ValidateFunction } from 'ajv';
import type { Finding } from './validation.ts';

const file = new URL('../../contracts/teams/adaptive-card.1.5.0.schema.json', import.meta.url);
const loaded: { validate?: ValidateFunction } = {};

function compiled(): ValidateFunction {
  if (loaded.validate) return loaded.validate;
  const ajv = new Ajv({ strict: false, allErrors: false, validateFormats: false });
  ajv.addMetaSchema(createRequire(import.meta.url)('ajv/dist/refs/json-schema-draft-06.json') as object);
  const { id: _id, ...schema } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  loaded.validate = ajv.compile(schema);
  return loaded.validate;
}

/** What the published schema does not allow in a card. */
export function faultsOfCard(card: unknown): Finding[] {
  const validate = compiled();
  if (validate(card)) return [];
  return (validate.errors ?? []).map(({ instancePath, message = '' }) => ({ place: `card${instancePath}`, message }));
}
