import { z } from 'zod';
import {
  defineCapability,
  escapeMarkdown,
  hashOf,
  isAppError,
  type Undoable,
  type X,
  type XPost,
} from '../../core/index.ts';
import { maxTypedLength, readPostText, recentPosts, sameness } from './post-text.ts';

/** The account's recent post of the same text. */
export async function findSame(x: X, text: string): Promise<XPost | undefined> {
  const wanted = sameness(text);
  return (await x.timeline(recentPosts)).find((post) => sameness(post.text) === wanted);
}

export const capability = defineCapability({
  name: 'marketing.create-post',
  title: 'Create a post on X',
  description: "Puts one text on the organisation's timeline on X. A part of other capabilities.",
  input: z.object({
    project: z.string().min(1).describe('Full path of the project that the post is about'),
    text: z.string().min(1).max(maxTypedLength).describe('The post, exactly as it will stand').meta({ lines: true }),
  }),
  output: z.object({ id: z.string(), url: z.url() }),
  permission: 'x:posts:create',
  effect: 'external',
  vendors: ['x'],
  approval: 'another',
  internal: true,
  key: ({ text }) => hashOf(sameness(text)),
  examples: [{ says: 'post that the shop is open', input: { project: 'aurora/shop', text: 'Our shop is open.' } }],
  async preview({ text }, { x }) {
    const [{ username }, { length }] = [await x.account(), readPostText(text)];
    return {
      markdown: `Post on X as **@${escapeMarkdown(username)}**?\n\n${escapeMarkdown(text)}`,
      facts: { Length: String(length) },
    };
  },
  async run({ text }, { x }) {
    try {
      const { id, url } = await x.post(text);
      return { id, url };
    } catch (error) {
      if (!isAppError(error) || error.code !== 'upstream.refused') throw error;
      // X refuses a double: then it stands there already, for example by an earlier try that nobody saw the answer of.
      const same = await findSame(x, text);
      if (!same) throw error;
      return { id: same.id, url: same.url };
    }
  },
  async find({ text }, { x }) {
    const same = await findSame(x, text);
    return same ? { found: { id: same.id, url: same.url } } : 'absent';
  },
  ifAbsent: 'ask',
  undo: {
    // Whatever became of it, its author may delete it; and X says nothing when it is gone.
    look: async (): Promise<Undoable> => 'yes',
    run: ({ id }, _input, { x }) => x.deletePost(id),
  },
  present: ({ url }) => ({ markdown: 'The post is on X.', links: [{ label: 'Open the post', url }] }),
});
