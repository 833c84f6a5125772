import { z } from 'zod';
import { defineCapability } from '../../core/index.ts';
import { keyOf, partsOf, postedOutput, postFields, preparePosting, presentPosted, previewPosting } from './posting.ts';
import { postOfWords } from './publish-words.ts';
import { postWanted } from './sentences.ts';
import { utterances } from './utterances.ts';

export const capability = defineCapability({
  name: 'marketing.publish-post',
  title: 'Publish a post on X',
  description:
    "Publishes a post on the organisation's X account after somebody else approved it, and announces it in a channel. Use it when the text is ready.",
  input: z.object(postFields),
  output: postedOutput,
  permission: 'x:posts:create',
  effect: 'external',
  vendors: ['x', 'slack'],
  approval: 'another',
  featured: true,
  key: keyOf,
  utterances: utterances.publishPost,
  fromSentence: postWanted,
  examples: [
    {
      says: 'publish “Our shop is open. https://example.com” and tell #general',
      input: { project: 'aurora/shop', text: 'Our shop is open. https://example.com', channel: '#general' },
    },
  ],
  phrases: [
    'publish {*} and (tell|announce it in) {channel}',
    '(publish|veröffentliche|veröffentlichen|publiziere) {*}',
    '(tweet|post) (this:|the following:|exactly this:) {*}',
  ],
  fromWords: (words) => ({ ...postOfWords(words) }),
  prepare: preparePosting,
  preview: (_input, posting) => previewPosting(posting),
  parts: partsOf,
  present: presentPosted,
});
