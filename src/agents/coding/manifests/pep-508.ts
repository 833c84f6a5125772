import { fixed, type Mention, mention } from './manifest.ts';

const requirement = /^(\s*([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*)(\(?)\s*([^;#()]*?)\s*\)?\s*(?:[;#].*)?$/s;

/** Longer ones are written by nobody, and take long to read. */
const maxLength = 1_000;

/** Reads `name[extra]>=1.2,<2 ; marker`; `offset` is where the text begins in its file. */
export function readPep508(text: string, offset: number): Mention | undefined {
  if (text.length > maxLength) return undefined;
  const [, head = '', name, bracket = '', range = ''] = requirement.exec(text) ?? [];
  if (name === undefined) {
    const [, address] = /^\s*([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*@/.exec(text) ?? [];
    return address === undefined ? undefined : fixed(address, 'it comes from an address');
  }
  if (range === '') return fixed(name, 'it takes any version');
  if (range.startsWith('@')) return fixed(name, 'it comes from an address');
  const start = offset + text.indexOf(range, head.length + bracket.length);
  return mention(name, start, start + range.length);
}

/** Names of Python packages are the same whatever their case, dots, hyphens and underscores. */
export const pythonName = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');
