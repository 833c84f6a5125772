import { z } from 'zod';
import {
  AppError,
  type CallStand,
  type Context,
  defineCapability,
  given,
  numberOf,
  type RunView,
  waitWords,
} from '../../core/index.ts';
import { utterances } from './utterances.ts';

const standWords: Readonly<Record<CallStand, string>> = {
  done: 'done',
  pending: waitWords.decision,
  refused: 'not done',
  working: 'being worked on',
  later: 'begins later',
  dropped: 'not begun',
};

/** How a run ended, in a few words; of several calls also how each of them stands. */
async function wordsOf({ id, outcome, waitsFor }: RunView, { runs }: Context): Promise<string> {
  const whole = outcome ? (outcome.message ?? outcome.kind) : waitsFor ? waitWords[waitsFor] : '';
  const calls = await runs.calls(id);
  if (calls.length < 2) return whole;
  const each = calls
    .map((call) => `${call.title}: ${call.waitsFor ? waitWords[call.waitsFor] : standWords[call.stands]}`)
    .join('; ');
  return outcome?.message === undefined ? each : `${whole} ${each}`;
}

function urlOf(outcome: RunView['outcome']): string | undefined {
  const url = outcome?.output?.url;
  return typeof url === 'string' && URL.canParse(url) ? url : undefined;
}

export const capability = defineCapability({
  name: 'orchestrator.show-run',
  title: 'Show a run',
  description: 'Shows how far a run is and how it ended. Use it to come back to a request that took longer.',
  input: z.object({ number: z.number().int().min(1).describe('The number that the answer named, for example 42') }),
  output: z.object({
    number: z.number().int(),
    capability: z.string(),
    state: z.enum(['queued', 'running', 'waiting', 'done', 'failed']),
    effect: z.string().optional().describe('What waits for a decision'),
    outcome: z.string().describe('How it ended; empty while it goes on'),
    url: z.url().optional().describe('What was made'),
  }),
  permission: 'orchestrator:runs:read',
  effect: 'read',
  featured: true,
  utterances: utterances.showRun,
  fromSentence: (text) => given({ number: numberOf('run|request', text) }),
  examples: [{ says: 'what became of run 42?', input: { number: 42 } }],
  phrases: ['(what became of|how is|how far is|what about|show) run {number}'],
  async run({ number }, ctx) {
    const run = await ctx.runs.find(number);
    if (!run) throw new AppError('run.unknown', `There is no run ${number} that you may see. Check the number.`);
    const { capability, effect, waitsFor = 'decision' } = run;
    const outcome = await wordsOf(run, ctx);
    // An approved effect is worked on, though its run waits for it.
    const state = waitsFor === 'sending' ? 'running' : run.state;
    const waiting = waitsFor === 'decision' ? (effect ?? undefined) : undefined;
    return { number, capability, state, effect: waiting, outcome, url: urlOf(run.outcome) };
  },
  present: ({ number, capability, state, outcome, url }) => ({
    markdown: `Run ${number} is **${state}**.`,
    facts: { Capability: capability, State: state, ...(outcome === '' ? {} : { Outcome: outcome }) },
    links: url === undefined ? [] : [{ label: 'Open', url }],
  }),
});
