/** What is wrong with a piece of Block Kit, and where, in Slack's own words. */
export interface Fault {
  pointer: string;
  message: string;
}
export type Rule = (value: unknown, pointer: string, faults: Fault[]) => void;
export type Json = Record<string, unknown>;

/** Slack counts Unicode code points, not UTF-16 units: an emoji is one. */
export const lengthOf = (text: string): number => [...text].length;

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const ID_MAX = 255;

export function string(max: number, min = 1): Rule {
  return (value, pointer, faults) => {
    if (typeof value !== 'string') faults.push({ pointer, message: 'must be a string' });
    else if (lengthOf(value) < min) faults.push({ pointer, message: `must be more than ${min - 1} characters` });
    else if (lengthOf(value) > max) faults.push({ pointer, message: `must be less than ${max + 1} characters` });
  };
}

export function matching(pattern: RegExp, message: string): Rule {
  return (value, pointer, faults) => {
    if (typeof value !== 'string' || !pattern.test(value)) faults.push({ pointer, message });
  };
}

export const boolean: Rule = (value, pointer, faults) => {
  if (typeof value !== 'boolean') faults.push({ pointer, message: 'must be a boolean' });
};

export function integer(min: number, max: number): Rule {
  return (value, pointer, faults) => {
    if (!Number.isInteger(value) || Number(value) < min || Number(value) > max)
      faults.push({ pointer, message: `must be an integer between ${min} and ${max}` });
  };
}

export const number: Rule = (value, pointer, faults) => {
  if (typeof value !== 'number') faults.push({ pointer, message: 'must be a number' });
};

export function oneOf(...values: unknown[]): Rule {
  return (value, pointer, faults) => {
    if (!values.includes(value)) faults.push({ pointer, message: `must be a valid enum value: ${values.join(', ')}` });
  };
}

export const url: Rule = (value, pointer, faults) => {
  string(3000)(value, pointer, faults);
  if (typeof value === 'string' && !URL.canParse(value)) faults.push({ pointer, message: 'invalid url' });
};

export function list(rule: Rule, max: number, min = 1): Rule {
  return (value, pointer, faults) => {
    if (!Array.isArray(value)) return void faults.push({ pointer, message: 'must be an array' });
    if (value.length < min) faults.push({ pointer, message: `no fewer than ${min} items allowed` });
    if (value.length > max) faults.push({ pointer, message: `no more than ${max} items allowed` });
    for (const [index, item] of value.slice(0, max).entries()) rule(item, `${pointer}/${index}`, faults);
  };
}

/** An object with exactly these members; `type` needs no mention. */
export function shape(required: Record<string, Rule>, optional: Record<string, Rule> = {}): Rule {
  const known: Record<string, Rule> = { ...required, ...optional };
  return (value, pointer, faults) => {
    if (!isJson(value)) return void faults.push({ pointer, message: 'must be an object' });
    for (const key of Object.keys(required))
      if (value[key] === undefined) faults.push({ pointer, message: `missing required field: ${key}` });
    for (const [key, member] of Object.entries(value)) {
      const rule = Object.hasOwn(known, key) ? known[key] : undefined;
      if (rule !== undefined) rule(member, `${pointer}/${key}`, faults);
      else if (key !== 'type') faults.push({ pointer, message: `invalid additional property: ${key}` });
    }
  };
}

/** Chooses the rule by the value's `type`. */
export function typed(rules: Record<string, Rule>): Rule {
  return (value, pointer, faults) => {
    if (!isJson(value)) return void faults.push({ pointer, message: 'must be an object' });
    const rule = typeof value.type === 'string' && Object.hasOwn(rules, value.type) ? rules[value.type] : undefined;
    if (rule === undefined)
      faults.push({ pointer: `${pointer}/type`, message: `unsupported type: ${String(value.type)}` });
    else rule(value, pointer, faults);
  };
}

export function all(...rules: Rule[]): Rule {
  return (value, pointer, faults) => {
    for (const rule of rules) rule(value, pointer, faults);
  };
}

/** Exactly one of two members, for example `options` or `option_groups`. */
export function either(one: string, other: string): Rule {
  return (value, pointer, faults) => {
    if (isJson(value) && (value[one] === undefined) === (value[other] === undefined))
      faults.push({ pointer, message: `must define either \`${one}\` or \`${other}\`` });
  };
}

export const identifier: Rule = string(ID_MAX);
