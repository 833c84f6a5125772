import { el } from './dom.js';
import { inline } from './mrkdwn.js';

/** What the bot said, as it said it. */
const quoted = (text = '') =>
  text.split('\n').flatMap((line, index) => (index > 0 ? [' ', ...inline(line)] : inline(line)));

/** Who may approve, and why it may be oneself. */
function whoApproves({ asker }, me) {
  const who =
    asker === me
      ? 'You asked and may approve it yourself'
      : `${asker} asked, and you may approve it if your role allows`;
  return `${who}, because a merge request is looked at once more before it is merged; a post to X is public at once and needs a second person.`;
}

/** What is told at each standing: which step it is, and what to do. */
const told = {
  unasked: () => ({
    step: 1,
    says: 'Adjutant proposes to change one line in this checkout’s README; nothing happens before somebody approves. You send:',
  }),
  asked: () => ({ step: 2, says: 'Adjutant has it. A card with the change comes in a thread.' }),
  waits: (progress, me) => ({
    step: 2,
    says: ['Read the change on the card, then press ', el('b', {}, 'Approve'), ' on it. ', whoApproves(progress, me)],
  }),
  sends: ({ says }) => ({ step: 2, says: quoted(says) }),
  done: ({ says }) => ({
    step: 3,
    says: [...quoted(says), ' Look at it in the sandbox’s GitLab: title, change and all.'],
  }),
  ended: ({ says }) => ({ step: 1, says: [...quoted(says), ' To try again, send the same:'] }),
};

const finished = ({ says }) => ({
  step: 4,
  says: [...quoted(says), ' That was all. ', el('b', {}, 'Undo'), ' on its card takes it back. What to try next:'],
});

const withRefusal = (about, { refusal }) => ({
  ...about,
  says: [...quoted(refusal), ' Under “You are” you can be somebody else.'],
});

/** `isOpened`: somebody already looked at the merge request from here. */
export function tellOf(progress, { me, isOpened }) {
  const about = progress.kind === 'done' && isOpened ? finished(progress) : told[progress.kind](progress, me);
  return progress.refusal === undefined ? about : withRefusal(about, progress);
}
