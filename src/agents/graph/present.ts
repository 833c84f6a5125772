import {
  escapeMarkdown,
  type Outcome,
  type Outcomes,
  type Presented,
  pendingEffects,
  type Reply,
  type RunProgress,
  type Tone,
} from '../../core/index.ts';
import { fileOffers } from './file-offers.ts';
import { type Telling, type ToldCall, tellCalls } from './told-calls.ts';

const isDone = (outcomes: Outcomes): boolean => outcomes.every((outcome) => outcome?.kind === 'done');
const isSettled = (outcome: Outcome | null | undefined): boolean =>
  outcome?.kind === 'done' || outcome?.kind === 'refused';

const factLines = ({ facts = {} }: Presented): string =>
  Object.entries(facts)
    .map(([name, value]) => `- ${escapeMarkdown(name)}: ${escapeMarkdown(value)}`)
    .join('\n');

/** What fills lines of its own, and no half sentence behind its name. */
const isBlock = ({ stands, presented }: ToldCall): boolean =>
  stands === 'done' || (stands === 'pending' && presented.markdown.includes('\n'));
const joints: Readonly<Record<ToldCall['stands'], string>> = {
  done: '\n\n',
  refused: ': ',
  dropped: ': ',
  pending: ' ',
  working: ' ',
  later: ' ',
};

/** One of several answers: under its own heading what was done, and in one line what was not. */
function section(told: ToldCall): string {
  const joint = isBlock(told) ? '\n\n' : joints[told.stands];
  const words = `**${escapeMarkdown(told.title)}**${joint}${told.presented.markdown}`;
  return [words, factLines(told.presented)].filter(Boolean).join('\n\n');
}

/** The words of all calls as one text; a single one needs no heading and keeps its facts. */
function wordsOf(told: readonly ToldCall[]): Pick<Reply, 'markdown' | 'facts'> {
  const [only, ...others] = told;
  if (!only || others.length > 0 || !isBlock(only)) return { markdown: told.map(section).join('\n\n') };
  const { markdown, facts } = only.presented;
  return { markdown, ...(facts ? { facts } : {}) };
}

function toneOf({ outcomes, isOver }: RunProgress): Tone {
  if (isDone(outcomes)) return 'success';
  if (pendingEffects(outcomes).length > 0) return 'question';
  return isOver ? 'warning' : 'working';
}

/** The run's one answer, put together from how its calls stand: whole at its end, and what is ready before. */
export function answerOf(progress: RunProgress, telling: Telling): Reply {
  const told = tellCalls(progress, telling);
  const pictures = told.flatMap(({ presented }) => presented.pictures ?? []);
  const offers = fileOffers(told, telling.registry);
  return {
    tone: toneOf(progress),
    ...wordsOf(told),
    links: told.flatMap(({ presented }) => presented.links ?? []),
    ...(pictures.length > 0 ? { pictures } : {}),
    ...(offers.length > 0 ? { offers } : {}),
  };
}

/** What there is to say before the end: that of several calls some are ready. Nothing where all or none are. */
export const isPartlyReady = ({ calls, outcomes }: Pick<RunProgress, 'calls' | 'outcomes'>): boolean =>
  calls.length > 1 && outcomes.some(isSettled) && !calls.every((_, index) => isSettled(outcomes[index]));

/** How a run stands, for its first message. */
export function statusOf(outcomes: Outcomes): { tone: Tone; status: string } {
  const isPartly = outcomes.some((outcome) => outcome?.kind === 'done');
  if (pendingEffects(outcomes).length > 0) {
    const status = isPartly ? 'Partly done; the rest waits: see the thread.' : 'Waits: see the card in the thread.';
    return { tone: 'question', status };
  }
  if (isDone(outcomes)) return { tone: 'success', status: 'Done.' };
  return { tone: 'warning', status: isPartly ? 'Done in part.' : 'Not done.' };
}

/** What the run as a whole came to: what kept it from its end, or its last answer. */
export function outcomeOf(outcomes: Outcomes): Outcome | { kind: 'failed'; message: string } {
  const last = outcomes.at(-1);
  const fault = outcomes.find((outcome) => outcome && outcome.kind !== 'done');
  return fault ?? last ?? { kind: 'failed', message: 'There was nothing to do.' };
}
