import { type DecideAction, inlineCode, type Principal } from '../../core/index.ts';
import type { EffectView, Services } from '../../services/index.ts';
import { type Say, sentence } from './say.ts';

/** So many of the latest are looked at, and so many of one's own are shown. */
const lookedAt = 30;
const shownAtMost = 5;

/** What was asked before it was approved, which is no question any more. */
const firstLine = (markdown: string): string => (markdown.split('\n')[0] ?? '').replace(/\?$/, '');

interface Undoable {
  what: string;
  action: DecideAction;
}

function undoableIn({ card, effect, whyNot }: EffectView, { person }: Principal): Undoable | undefined {
  const action = card.actions?.find(({ verdict }) => verdict === 'undo');
  if (!action || whyNot !== undefined || effect.requester !== person) return undefined;
  return { what: firstLine(card.markdown), action };
}

/** What somebody asked for, that was done, and that can still be taken back. */
async function ownUndoable({ effects }: Services, principal: Principal): Promise<Undoable[]> {
  const done = (await effects.list(principal, lookedAt)).filter(({ state }) => state === 'done');
  const found: Undoable[] = [];
  for (const { id } of done) {
    if (found.length === shownAtMost) break;
    const view = await effects.find(principal, id);
    const undoable = view && undoableIn(view, principal);
    if (undoable) found.push(undoable);
  }
  return found;
}

/** For who says “undo”, and does not say what: the latest of their own that can be undone, each with its button. */
export async function undoable(services: Services, principal: Principal): Promise<Say> {
  const found = await ownUndoable(services, principal);
  if (found.length === 0) {
    return sentence(
      'neutral',
      `Nothing that you asked for lately can be undone here. What was made long ago, or by others, has its ${inlineCode('Undo')} on its card or in the console.`,
    );
  }
  const lines = found.map(({ what }, index) => `${index + 1}. ${what}`);
  return {
    reply: {
      tone: 'question',
      markdown: `These are your latest that can be undone. Which one?\n\n${lines.join('\n')}`,
    },
    offers: found.map(({ action }, index) => ({
      kind: 'decide',
      action: { ...action, label: `Undo ${index + 1}` },
    })),
  };
}
