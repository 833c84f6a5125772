import { escapeMarkdown, type Link, type MergeRequestStatus, type Reply, type Tone } from '../../core/index.ts';
import type { Change } from './changes.ts';

const maxComments = 5;
const maxWords = 300;
/** What stays invisible, or turns the direction of a line, says nothing to a reader. */
const unseen = /[\p{Cf}\p{Co}]/gu;

const named = (name: string): string => `**${escapeMarkdown(name.replace(/\s+/g, ' ').trim() || 'Somebody')}**`;

/** Somebody's words on one line, cut. */
function cutWords(text: string): string {
  const letters = [...text.replace(unseen, '').replace(/\s+/g, ' ').trim()];
  return escapeMarkdown(letters.length > maxWords ? `${letters.slice(0, maxWords).join('')}…` : letters.join(''));
}

const pipelineWords = { passed: 'passed', failed: 'failed', canceled: 'was canceled' } as const;

function line(change: Change): string {
  switch (change.kind) {
    case 'pipeline': {
      const { state } = change.pipeline;
      return `The pipeline ${state === 'passed' || state === 'failed' || state === 'canceled' ? pipelineWords[state] : state}.`;
    }
    case 'comment':
      return `${named(change.comment.author)} wrote: “${cutWords(change.comment.text)}”`;
    case 'approved':
      return `${change.names.map(named).join(', ')} approved it.`;
    case 'unapproved':
      return `${change.names.map(named).join(', ')} took the approval back.`;
    default:
      return `${named(change.by)} ${change.kind} it. Nothing more is told here.`;
  }
}

/** Of many comments the latest are told, and how many there are. */
function lines(changes: readonly Change[]): string[] {
  const comments = changes.filter(({ kind }) => kind === 'comment');
  const left = comments.slice(0, Math.max(0, comments.length - maxComments));
  const told = changes.filter((change) => !left.includes(change)).map(line);
  return left.length === 0 ? told : [`${left.length} more comments came before these.`, ...told];
}

function toneOf(changes: readonly Change[]): Tone {
  const has = (isSo: (change: Change) => boolean): boolean => changes.some(isSo);
  if (has(({ kind }) => kind === 'merged')) return 'success';
  if (has((change) => change.kind === 'pipeline' && change.pipeline.state === 'failed')) return 'warning';
  return has((change) => change.kind === 'pipeline' && change.pipeline.state === 'passed') ? 'success' : 'neutral';
}

function linksOf({ url }: MergeRequestStatus, changes: readonly Change[]): Link[] {
  const pipelines = changes.flatMap((change) =>
    change.kind === 'pipeline' ? [{ label: 'Pipeline', url: change.pipeline.url }] : [],
  );
  return [{ label: 'Merge request', url }, ...pipelines];
}

/** One message for all that changed since the last one. */
export function tell(status: MergeRequestStatus, changes: readonly Change[]): Reply {
  const heading = `**!${status.iid} ${escapeMarkdown(status.title)}**`;
  return {
    tone: toneOf(changes),
    markdown: [heading, '', ...lines(changes).map((each) => `- ${each}`)].join('\n'),
    links: linksOf(status, changes),
  };
}

/** Why somebody stops hearing of it without its end. */
const farewells = {
  time: 'It was followed for 30 days, and nothing more is told here. Ask again to go on.',
  person: 'Nothing more is told here: who asked for it may no longer see it.',
  gone: 'It is no longer in GitLab, so nothing more is told here.',
} as const;
export type Farewell = keyof typeof farewells;

export const takeLeave = (iid: number, why: Farewell): Reply => ({
  tone: 'neutral',
  markdown: `**!${iid}** ${farewells[why]}`,
});
