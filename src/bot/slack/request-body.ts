import { AppError } from '../../core/index.ts';

export type SlackBody = Record<string, unknown>;

/** Slack's deepest payloads have about 15 levels; what is deeper was not made by Slack. */
const maxDepth = 50;

const isObject = (value: unknown): value is SlackBody =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Walks without recursion: a hostile depth must not end in a stack overflow. */
function isTooDeep(root: unknown): boolean {
  let level: unknown[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maxDepth) return true;
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []));
  }
  return false;
}

function parseJson(text: string): SlackBody {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new AppError('input.invalid', 'The body is not valid JSON.', { cause });
  }
  if (!isObject(value)) throw new AppError('input.invalid', 'The body has to be a JSON object.');
  if (isTooDeep(value)) throw new AppError('input.invalid', `The body is nested deeper than ${maxDepth} levels.`);
  return value;
}

/** Commands come as a form, interactions as a form with JSON in it, events as JSON. */
export function readBody(raw: Buffer, isForm: boolean): SlackBody {
  const text = raw.toString('utf8');
  if (!isForm) return parseJson(text);
  const form = Object.fromEntries(new URLSearchParams(text));
  return form.payload === undefined ? form : parseJson(form.payload);
}
