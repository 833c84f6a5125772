import type { Capability } from '../capability.ts';
import { withoutLeadIn } from './lead-in.ts';

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const lastOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** `in aurora/shop`, `for the shop project`: where the words name one of somebody's projects, and with what around it. */
function placeOf(words: string, path: string): { at: number; length: number } | undefined {
  const name = `${escaped(path)}|the ${escaped(lastOf(path))} project|project ${escaped(lastOf(path))}`;
  const found = new RegExp(
    `(?:(?<=^|\\s)(?:in|of|for|on|to|from|at)\\s+)?(?<![\\w./-])(?:${name})(?![\\w/-])[,:]?`,
    'i',
  ).exec(words);
  return found ? { at: found.index, length: found[0].length } : undefined;
}

/** A sentence without the project that it names, and that project. */
export interface Placed {
  sentence: string;
  project: string | undefined;
}

/** Takes out of a sentence which of somebody's projects it speaks of, where that is something to say. */
export function placed(words: string, capability: Capability, projects: readonly string[]): Placed {
  const found = 'project' in capability.input.shape && !/(?:^|\s)project=/.test(words) ? projects : [];
  for (const project of found) {
    const place = placeOf(words, project);
    if (!place) continue;
    const left = `${words.slice(0, place.at)} ${words.slice(place.at + place.length)}`.replace(
      /\s+([.,?!])(?!\d)/g,
      '$1',
    );
    return { project, sentence: withoutLeadIn(left.replace(/[^\S\n]+/g, ' ')) };
  }
  return { project: undefined, sentence: words };
}
