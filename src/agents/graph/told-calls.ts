import {
  type Call,
  type CallStand,
  escapeMarkdown,
  type Outcome,
  type Presented,
  type Registry,
  type RunProgress,
  standsOf,
  waitWords,
} from '../../core/index.ts';

/** How one call of a run stands, for every place where it is told. */
export interface ToldCall {
  capability: string;
  title: string;
  stands: CallStand;
  /** What it came to, in words of the capability; or why it has come to nothing. */
  presented: Presented;
  outcome: Outcome | null;
}

export interface Telling {
  registry: Registry;
  /** Where a person decides about an effect. */
  urlOf(effect: string): string;
  /** Tells otherwise what waits, where there is more to be said than where to go. */
  waiting?: (effect: string) => Presented | undefined;
}

const notYet: Partial<Record<CallStand, string>> = {
  working: 'is being worked on.',
  later: 'begins when what it rests on is done.',
  dropped: 'not begun, as it rests on what did not come about.',
};

/** What a call waits for, as the end of a sentence. */
function waitingWords(effect: string, progress: RunProgress, { urlOf }: Telling): string {
  const waitsFor = progress.waits?.get(effect);
  const where = urlOf(effect);
  if (waitsFor === 'sending' || waitsFor === 'time') return `${waitWords[waitsFor]}: [see how it stands](${where}).`;
  // True before the approval as well as after it: what is approved may still wait for its time.
  return `waits: [approve it, or see how it stands](${where}).`;
}

interface Standing {
  call: Call;
  stands: CallStand;
  outcome: Outcome | null;
}

function present({ call, stands, outcome }: Standing, progress: RunProgress, telling: Telling): Presented {
  const capability = telling.registry.find(call.capability);
  if (outcome?.kind === 'done') return capability ? capability.present(outcome.output) : { markdown: 'Done.' };
  if (outcome?.kind === 'refused') return { markdown: escapeMarkdown(outcome.message) };
  if (!outcome) return { markdown: notYet[stands] ?? '' };
  return telling.waiting?.(outcome.effect) ?? { markdown: waitingWords(outcome.effect, progress, telling) };
}

/** How each call of a run stands, told in the same words at every door. */
export function tellCalls(progress: RunProgress, telling: Telling): ToldCall[] {
  const stands = standsOf(progress);
  return progress.calls.map((call, index) => {
    const outcome = progress.outcomes[index] ?? null;
    const stand = stands[index] ?? 'dropped';
    return {
      capability: call.capability,
      title: telling.registry.find(call.capability)?.title ?? call.capability,
      stands: stand,
      presented: present({ call, stands: stand, outcome }, progress, telling),
      outcome,
    };
  });
}
