import { answerOf, isPartlyReady, outcomeOf, statusOf } from '../agents/index.ts';
import {
  brokenOff,
  escapeMarkdown,
  isAppError,
  type Outcomes,
  type Registry,
  type Reply,
  type RunProgress,
} from '../core/index.ts';
import type { Tx } from '../platform/database.ts';
import {
  breakOf,
  type Ending,
  footnoteOf,
  type Run,
  rootReply,
  type Services,
  showAnswer,
  showRoot,
} from '../services/index.ts';

/** What a run says in its thread. */
export interface RunWords {
  /** In the place of its answer what is ready, whatever the rest waits for; the answer replaces it. */
  soFar(tx: Tx, run: Run, outcomes: Outcomes): Promise<void>;
  /** That it waits for people, and what is ready. */
  waiting(tx: Tx, run: Run, person: string, outcomes: Outcomes): Promise<void>;
  /** Its first message while it is worked on. */
  working(run: Run, person: string, words: string): Reply;
  /** What it came to. */
  ending(run: Run, person: string, outcomes: Outcomes): Ending;
  /** What it came to when it broke off. */
  failure(run: Run, person: string, error: unknown, outcomes: Outcomes): Ending;
}

export function createRunWords({ registry, ledger }: { registry: Registry; ledger: Services['ledger'] }): RunWords {
  const root = (run: Run, person: string, { tone, status }: ReturnType<typeof statusOf>): Reply => {
    const names = run.request.calls.map(({ capability }) => capability);
    const capabilities = (names.length > 0 ? names : ['orchestrator.ask']).flatMap((name) => registry.find(name) ?? []);
    const { words } = run.request;
    return { ...rootReply({ person, capabilities, words }, tone, status), footnote: footnoteOf(run.number) };
  };
  const answer = (run: Run, progress: RunProgress): Reply => ({
    ...answerOf(progress, { registry, urlOf: ledger.urlOf }),
    footnote: footnoteOf(run.number),
  });
  const soFar: RunWords['soFar'] = async (tx, run, outcomes) => {
    const progress = { calls: run.request.calls, outcomes, isOver: false };
    if (isPartlyReady(progress)) await showAnswer(tx, run, answer(run, progress));
  };

  return {
    soFar,

    async waiting(tx, run, person, outcomes) {
      await showRoot(tx, run, root(run, person, statusOf(outcomes)));
      await soFar(tx, run, outcomes);
    },

    working: (run, person, words) =>
      root(run, person, { tone: 'working', status: `On it … ${escapeMarkdown(words)}.` }),

    ending: (run, person, outcomes) => ({
      outcome: outcomeOf(outcomes),
      answer: {
        ...answer(run, { calls: run.request.calls, outcomes, isOver: true }),
        asksFeedback: { run: run.id },
      },
      root: root(run, person, statusOf(outcomes)),
    }),

    failure(run, person, error, made) {
      const { number, request } = run;
      const isOurs = !isAppError(error) || error.code === 'internal';
      const message = isOurs
        ? `Something went wrong on our side, and trying again did not help. Please tell an admin the number of this run: ${number}.`
        : error.message;
      const tone = isOurs ? 'danger' : 'warning';
      const footnote = footnoteOf(number);
      const isPartly = isPartlyReady({ calls: request.calls, outcomes: made });
      const outcomes = brokenOff(request.calls, made, breakOf(message));
      const words = isPartly
        ? answer(run, { calls: request.calls, outcomes, isOver: true })
        : { markdown: escapeMarkdown(message), footnote };
      return {
        outcome: { kind: 'failed', message },
        answer: { ...words, tone },
        root: root(run, person, { tone, status: `It ended ${isPartly ? 'in part' : 'without a result'}.` }),
      };
    },
  };
}
