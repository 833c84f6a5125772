import { hashOf } from './effect.ts';

/**
 * Text from outside as a model reads it: data, in a frame. The frame's name is made from what stands in it, so that nobody who
 * writes such a text can end it.
 */
export function untrusted(source: string, text: string): string {
  const frame = `untrusted-${hashOf([source, text]).slice(0, 16)}`;
  return `<${frame} source=${JSON.stringify(source)}>\n${text}\n</${frame}>`;
}
