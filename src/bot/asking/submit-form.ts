import { type Capability, readFields } from '../../core/index.ts';
import type { Services } from '../../services/index.ts';
import { submitCalls } from './calls.ts';
import { askerOf, type Utterance } from './utterance.ts';

/** What was entered, as if it had been typed. */
const wordsOf = (entered: Readonly<Record<string, string>>): string =>
  Object.entries(entered)
    .filter(([, value]) => value.trim() !== '')
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');

/** Accepts what was entered into a capability's form. */
export const submitForm = (
  { intake }: Services,
  utterance: Utterance,
  { capability, entered }: { capability: Capability; entered: Readonly<Record<string, string>> },
): Promise<void> =>
  intake.serve(askerOf(utterance), (session) =>
    submitCalls(session, { ...utterance, words: wordsOf(entered) }, [
      { capability, raw: readFields(capability, entered) },
    ]),
  );
