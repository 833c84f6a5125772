import { z } from 'zod';

/** What a digest tells of. */
export const sections = ['done', 'plan', 'risks', 'approvals'] as const;
export type Section = (typeof sections)[number];

export const sectionsField = z
  .array(z.enum(sections))
  .min(1)
  .max(sections.length)
  .default([...sections])
  .describe('What it tells of');

/** In one order and each once, so that the same wish is the same input. */
export const ordered = (wanted: readonly Section[]): Section[] => sections.filter((each) => wanted.includes(each));
