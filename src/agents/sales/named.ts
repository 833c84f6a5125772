import { oneLine, type Span, type Sureness } from './reading.ts';

/** A name in a text, not yet told apart into its parts. */
export interface Named extends Span {
  name: string;
  sure: Sureness;
  why: string;
  /** A title of address stood before it: a lone name is then the family's. */
  isAddressed?: boolean;
}

const addressBefore =
  /^(?:(?:mr|mrs|ms|miss|mx|dr|prof|herrn?|frau|sra?|srta|señora?|don|doña|mme|mlle|monsieur|madame|ing|dipl)\b\.?-? ?)+/iu;

/** A name without what is put before it: `Dr.`, `Ms.`. */
export const bareName = (name: string): string =>
  oneLine(name)
    .replace(addressBefore, '')
    .replace(/[,;.]+$/, '');

/** Longer rows of words in capitals are no name. */
export const maxNameWords = 5;
