import { type DecideAction, inlineCode, type Principal } from '../../core/index.ts';
import type { EffectView, Services } from '../../services/index.ts';
import { buttonOf } from './decide-buttons.ts';
import type { Say } from './say.ts';
import { sentence } from './whisper.ts';

/** So many of the latest are looked at, and so many of one's own are shown. */
const lookedAt = 30;
const shownAtMost = 5;

/** What was asked before it was approved, which is no question any more. */
const firstLine = (markdown: string): string => (markdown.split('\n')[0] ?? '').replace(/\?$/, '');

const undoOf = ({ card }: EffectView): DecideAction | undefined =>
  card.actions?.find(({ verdict }) => verdict === 'undo');

/** What somebody asked for, that was done, and that can still be taken back. */
async function ownUndoable({ effects }: Services, principal: Principal): Promise<EffectView[]> {
  const done = (await effects.list(principal, lookedAt)).filter(({ state }) => state === 'done');
  const found: EffectView[] = [];
  for (const { id } of done) {
    if (found.length === shownAtMost) break;
    const view = await effects.find(principal, id);
    const isOwn = view?.effect.requester === principal.person;
    if (view && isOwn && view.whyNot === undefined && undoOf(view)) found.push(view);
  }
  return found;
}

/** For who says “undo”, and does not say what: the latest of their own that can be undone, each with its button. */
export async function undoable(services: Services, principal: Principal): Promise<Say> {
  const views = await ownUndoable(services, principal);
  if (views.length === 0) {
    return sentence(
      'neutral',
      `Nothing that you asked for lately can be undone here. What was made long ago, or by others, has its ${inlineCode('Undo')} on its card or in the console.`,
    );
  }
  const lines = views.map(({ card }, index) => `${index + 1}. ${firstLine(card.markdown)}`);
  return {
    reply: {
      tone: 'question',
      markdown: `These are your latest that can be undone. Which one?\n\n${lines.join('\n')}`,
    },
    buttons: views.flatMap((view, index) => {
      const action = undoOf(view);
      // Slack wants each button of a message to have its own name.
      return action
        ? [{ ...buttonOf({ ...action, label: `Undo ${index + 1}` }), action_id: `decide:undo:${index + 1}` }]
        : [];
    }),
  };
}
