import type { Registry } from '../agent.ts';
import { readSeveral } from './several.ts';
import type { Earlier, Step } from './step-calls.ts';
import { unlessRefused } from './unless-refused.ts';
import { verbNounOf } from './word-forms.ts';

/** So many of the latest answers may be what words go on with. */
const latest = 3;

const asCommand = ({ capability }: Earlier): string => `${capability.name.split('.')[0]} ${verbNounOf(capability)}`;

/**
 * What is said behind earlier answers, read as behind “then”: `what are its risks`, `show it`, `create the issues`. Undefined where
 * that makes nothing of it.
 */
export function readFollowUp(
  registry: Registry,
  text: string,
  earlier: readonly Earlier[],
): readonly Step[] | undefined {
  const known = [...new Map(earlier.map((each) => [each.capability, each])).values()].slice(-latest);
  if (known.length === 0) return undefined;
  const words = text.trim().replace(/^(?:and\s+)?(?:then|now|also|ok(?:ay)?)\b[\s,:]*/i, '');
  const steps = unlessRefused(() => readSeveral(registry, [...known.map(asCommand), words].join('; then ')));
  const more = steps?.slice(known.length) ?? [];
  return more.length > 0 ? more : undefined;
}
