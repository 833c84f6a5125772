/** A day that a goal names, and where. */
export interface Found {
  date: string;
  from: number;
  to: number;
  isVague: boolean;
  isTold: boolean;
  words: string;
}

/** The text with these parts made unreadable, so that they are not found again. */
export const blanked = (text: string, parts: readonly Found[]): string =>
  parts.reduce((rest, { from, to }) => rest.slice(0, from) + '·'.repeat(to - from) + rest.slice(to), text);

export const isApartFrom =
  (others: readonly Found[]) =>
  ({ from, to }: Found): boolean =>
    others.every((each) => from >= each.to || to <= each.from);
