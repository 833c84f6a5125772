import { escapeMarkdown, type Outcome, type Registry, type Reply, type Tone } from '../../core/index.ts';
import type { Call } from './state.ts';

const titleOf = (registry: Registry, { capability }: Call): string => registry.find(capability)?.title ?? capability;

function present(registry: Registry, call: Call, outcome: Outcome): Pick<Reply, 'markdown' | 'facts' | 'links'> {
  const capability = registry.find(call.capability);
  if (outcome.kind === 'done' && capability) return capability.present(outcome.output);
  if (outcome.kind === 'refused')
    return { markdown: `**${escapeMarkdown(titleOf(registry, call))}**: ${escapeMarkdown(outcome.message)}` };
  return { markdown: `**${titleOf(registry, call)}** waits for a decision.` };
}

const toneOf = (outcomes: readonly Outcome[]): Tone =>
  outcomes.every(({ kind }) => kind === 'done') ? 'success' : 'warning';

/** The run's answer, put together from what its calls came to. */
export function answerOf(
  registry: Registry,
  calls: readonly Call[],
  outcomes: readonly Outcome[],
  footnote: string,
): Reply {
  const presented = outcomes.flatMap((outcome, index) => {
    const call = calls[index];
    return call ? [present(registry, call, outcome)] : [];
  });
  return {
    tone: toneOf(outcomes),
    markdown: presented.map(({ markdown }) => markdown).join('\n\n'),
    facts: Object.assign({}, ...presented.map(({ facts }) => facts ?? {})),
    links: presented.flatMap(({ links }) => links ?? []),
    footnote,
  };
}

/** How a run stands, for its first message. */
export function statusOf(outcomes: readonly Outcome[]): { tone: Tone; status: string } {
  const last = outcomes.at(-1);
  if (last?.kind === 'pending') return { tone: 'question', status: 'Waits for approval in the thread.' };
  if (last?.kind === 'refused') return { tone: 'warning', status: 'Not done.' };
  return { tone: 'success', status: 'Done.' };
}
