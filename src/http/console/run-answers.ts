import { type Call, callName, type Outcome, type Presented, type Registry } from '../../core/index.ts';
import type { RunDetails, StepView } from '../../services/index.ts';
import { titleOf } from './approval-list.ts';

/** How one call of a run came out. */
export interface CallAnswer {
  title: string;
  /** What it answered, when it is done. */
  reply: Presented | undefined;
  /** Why it is not. */
  message: string;
}

type Ended = Pick<RunDetails, 'calls' | 'outcome'>;

function answerOf(registry: Registry, { capability: name }: Call, outcome: Outcome | undefined): CallAnswer {
  const title = titleOf(registry, name);
  const capability = registry.find(name);
  if (outcome?.kind === 'done' && capability) return { title, reply: capability.present(outcome.output), message: '' };
  if (outcome?.kind === 'refused') return { title, reply: undefined, message: outcome.message };
  const message = outcome?.kind === 'pending' ? 'It was asked for; how it ended is below.' : 'It was not begun.';
  return { title, reply: undefined, message };
}

/** What a run that is over came to: one answer, or one for each of its calls. */
export function answersOf(
  registry: Registry,
  { run, steps }: { run: Ended; steps: readonly StepView[] },
): readonly CallAnswer[] {
  const { calls, outcome } = run;
  if (!outcome) return [];
  const [only] = calls;
  if (only && calls.length === 1) {
    const capability = registry.find(only.capability);
    const reply =
      outcome.kind === 'done' && outcome.output && capability ? capability.present(outcome.output) : undefined;
    return [{ title: titleOf(registry, only.capability), reply, message: outcome.message ?? outcome.kind }];
  }
  return calls.map((call, index) =>
    answerOf(registry, call, steps.find(({ step }) => step === callName(index))?.outcome),
  );
}
