import {
  type Ask,
  type Call,
  callName,
  type ModelMessage,
  type Outcome,
  type Outcomes,
  type Remembered,
  untrusted,
} from '../../../core/index.ts';

export interface SoFar {
  ask: Ask;
  calls: readonly Call[];
  outcomes: Outcomes;
}

const maxResult = 12_000;
const maxRemembered = 20;

const cut = (text: string): string => (text.length > maxResult ? `${text.slice(0, maxResult)} … (cut)` : text);

function resultOf({ capability }: Call, outcome: Outcome | null | undefined): string {
  if (outcome?.kind === 'done') return untrusted(`result of ${capability}`, cut(JSON.stringify(outcome.output)));
  if (outcome?.kind === 'refused') return untrusted(`refusal of ${capability}`, cut(outcome.message));
  return 'It waits for a person to decide.';
}

const toolOf = ({ capability }: Call): string => capability.replaceAll('.', '_');

/** What was called in one round, and what that came to. */
function roundOf({ calls, outcomes }: SoFar, from: number, count: number): ModelMessage[] {
  const places = Array.from({ length: count }, (_, index) => from + index);
  const made = places.map((at) => ({ at, call: calls[at] as Call }));
  return [
    {
      from: 'model',
      text: '',
      calls: made.map(({ at, call }) => ({ id: callName(at), tool: toolOf(call), input: call.input })),
    },
    ...made.map(
      ({ at, call }): ModelMessage => ({ from: 'tool', call: callName(at), text: resultOf(call, outcomes[at]) }),
    ),
  ];
}

const rememberedText = (remembered: readonly Remembered[]): string =>
  remembered
    .slice(-maxRemembered)
    .map(({ by, text }) => untrusted(`earlier in this thread, by ${by}`, cut(text)))
    .join('\n');

/** The request with what was said before, and all that was called for it with its results: the same as often as it is made. */
export function conversationOf(soFar: SoFar, remembered: readonly Remembered[]): ModelMessage[] {
  const { ask } = soFar;
  const before = rememberedText(remembered);
  const words = before === '' ? ask.words : `${before}\n\n${ask.words}`;
  const starts = ask.rounds.map((_, round) => ask.rounds.slice(0, round).reduce((sum, count) => sum + count, 0));
  return [
    { from: 'asker', text: words },
    ...ask.rounds.flatMap((count, round) => roundOf(soFar, starts[round] ?? 0, count)),
  ];
}
