import {
  type Call,
  escapeMarkdown,
  type Outcome,
  type Outcomes,
  type Presented,
  pendingEffects,
  type Registry,
  type Reply,
  type Tone,
} from '../../core/index.ts';

const titleOf = (registry: Registry, { capability }: Call): string => registry.find(capability)?.title ?? capability;

function present(registry: Registry, call: Call, outcome: Outcome | null): Presented {
  const capability = registry.find(call.capability);
  const title = escapeMarkdown(titleOf(registry, call));
  if (!outcome) return { markdown: `**${title}**: not begun, as it rests on what did not come about.` };
  if (outcome.kind === 'done' && capability) return capability.present(outcome.output);
  if (outcome.kind === 'refused') return { markdown: `**${title}**: ${escapeMarkdown(outcome.message)}` };
  return { markdown: `**${title}** waits for a decision.` };
}

const isDone = (outcomes: Outcomes): boolean => outcomes.every((outcome) => outcome?.kind === 'done');

const factLines = ({ facts = {} }: Presented): string =>
  Object.entries(facts)
    .map(([name, value]) => `- ${escapeMarkdown(name)}: ${escapeMarkdown(value)}`)
    .join('\n');

/** One of several answers, under its own heading; what went wrong names its capability by itself. */
const section = (registry: Registry, call: Call, outcome: Outcome | null, presented: Presented): string =>
  [
    ...(outcome?.kind === 'done' ? [`**${escapeMarkdown(titleOf(registry, call))}**`] : []),
    presented.markdown,
    factLines(presented),
  ]
    .filter(Boolean)
    .join('\n\n');

export interface AnswerRequest {
  registry: Registry;
  calls: readonly Call[];
  outcomes: Outcomes;
  footnote: string;
}

/** The run's one answer, put together from what its calls came to. */
export function answerOf({ registry, calls, outcomes, footnote }: AnswerRequest): Reply {
  const presented = calls.map((call, index) => present(registry, call, outcomes[index] ?? null));
  const [only, ...others] = presented;
  const words =
    only && others.length === 0
      ? { markdown: only.markdown, ...(only.facts ? { facts: only.facts } : {}) }
      : {
          markdown: calls
            .map((call, index) =>
              section(registry, call, outcomes[index] ?? null, presented[index] ?? { markdown: '' }),
            )
            .join('\n\n'),
        };
  const pictures = presented.flatMap((each) => each.pictures ?? []);
  return {
    tone: isDone(outcomes) ? 'success' : 'warning',
    ...words,
    links: presented.flatMap(({ links }) => links ?? []),
    ...(pictures.length > 0 ? { pictures } : {}),
    footnote,
  };
}

/** How a run stands, for its first message. */
export function statusOf(outcomes: Outcomes): { tone: Tone; status: string } {
  if (pendingEffects(outcomes).length > 0) return { tone: 'question', status: 'Waits: see the card in the thread.' };
  if (isDone(outcomes)) return { tone: 'success', status: 'Done.' };
  const isPartly = outcomes.some((outcome) => outcome?.kind === 'done');
  return { tone: 'warning', status: isPartly ? 'Done in part.' : 'Not done.' };
}

/** What the run as a whole came to: what kept it from its end, or its last answer. */
export function outcomeOf(outcomes: Outcomes): Outcome | { kind: 'failed'; message: string } {
  const last = outcomes.at(-1);
  const fault = outcomes.find((outcome) => outcome && outcome.kind !== 'done');
  return fault ?? last ?? { kind: 'failed', message: 'There was nothing to do.' };
}
