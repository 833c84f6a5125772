import { z } from 'zod';
import { defineCapability, given, maxCommentLength, numberOf, ratings } from '../../core/index.ts';
import { utterances } from './utterances.ts';

const good = /👍|\+1|thumbs up|\b(good|great|helpful|right|thanks|thank you|perfect|excellent|spot on|nice)\b/i;
const bad = /👎|-1|\b(bad|wrong|useless|unhelpful|poor|not (good|helpful|right))\b/i;
const start = /^\s*(?:answer\s+|run\s+)*#?(\d{1,9})\b[\s:,]*/i;
const rated =
  /^(?:(?:is|was|as|very|really)\s+)*(?:not\s+)?(?:good|bad|great|helpful|wrong|useless|unhelpful|poor|👍|👎)[\s:,.;–-]*/iu;

/** `1042 bad: the dates are wrong`: the number, what is thought of it, and why. */
function fromWords(words: string): Record<string, unknown> {
  const found = start.exec(words);
  const said = words.slice(found?.[0].length ?? 0).trim();
  const rating = bad.test(said) ? 'bad' : good.test(said) ? 'good' : undefined;
  return {
    ...(found?.[1] === undefined ? {} : { number: Number(found[1]) }),
    ...(rating === undefined ? {} : { rating }),
    comment: said.replace(rated, ''),
  };
}

/** The same of a sentence, all of which is the comment. */
function ratingIn(sentence: string): Record<string, unknown> {
  const rating = bad.test(sentence) ? 'bad' : good.test(sentence) ? 'good' : undefined;
  return given({ number: numberOf('run', sentence), rating, comment: sentence });
}

export const capability = defineCapability({
  name: 'orchestrator.rate-answer',
  title: 'Rate an answer',
  description: 'Keeps how good an answer was, and why. Use it to say whether a run helped; the latest rating stands.',
  input: z.object({
    number: z.number().int().min(1).describe('The run, for example 1042'),
    rating: z.enum(ratings).describe('How good the answer was'),
    comment: z.string().max(maxCommentLength).default('').describe('Why, in your own words').meta({ lines: true }),
  }),
  output: z.object({ number: z.number().int(), rating: z.enum(ratings) }),
  permission: 'orchestrator:feedback:create',
  effect: 'write',
  utterances: utterances.rateAnswer,
  fromSentence: ratingIn,
  examples: [
    { says: 'the answer of run 1042 was good', input: { number: 1042, rating: 'good' } },
    {
      says: 'run 1042 was bad: the dates are wrong',
      input: { number: 1042, rating: 'bad', comment: 'the dates are wrong' },
    },
  ],
  phrases: ['[the answer of] run {number} (is|was) {*}', 'rate [the answer of] [run] {number} [as] {*}'],
  fromWords,
  compute: async (input) => input,
  async store({ number, rating, comment }, { feedback }) {
    await feedback.rate(number, rating, comment);
    return { number, rating };
  },
  present: ({ number, rating }) => ({
    markdown: `Thank you: the answer of run ${number} is rated **${rating}**. Rate it again to change that; the latest rating stands.`,
  }),
});
