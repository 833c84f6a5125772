import { z } from 'zod';

const post = z.object({
  id: z.string().regex(/^\d{1,19}$/),
  text: z.string(),
  created_at: z.iso.datetime({ offset: true }),
  entities: z
    .object({ urls: z.array(z.object({ url: z.string(), expanded_url: z.string().nullish() })).nullish() })
    .nullish(),
});
export type PostAnswer = z.output<typeof post>;

/** What is used of X's answers, and no more. */
export const answers = {
  me: z.object({ data: z.object({ id: z.string().regex(/^\d{1,19}$/), username: z.string(), name: z.string() }) }),
  newPost: z.object({ data: z.object({ id: z.string().regex(/^\d{1,19}$/) }) }),
  timeline: z.object({ data: z.array(post).default([]), meta: z.object({ next_token: z.string().optional() }) }),
  deleted: z.object({ data: z.object({ deleted: z.boolean() }) }),
};

/** The text as it was written: X answers its own links, and escapes three characters. */
export function writtenText({ text, entities }: PostAnswer): string {
  const whole = text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  const links = entities?.urls ?? [];
  return links.reduce((so, { url, expanded_url: to }) => (to ? so.replaceAll(url, () => to) : so), whole);
}
