import { invalid, refused } from './errors.ts';
import type { MergeRequestRow, NoteRow, State, UserRow } from './state.ts';

const maxBody = 1_000_000;
/** GitLab would carry these lines out instead of storing them. */
const quickAction =
  /^\/(?:approve|assign|close|done|draft|due|duplicate|estimate|label|lock|merge|milestone|move|ready|reassign|rebase|relabel|reopen|request_review|spend|subscribe|target_branch|title|todo|unapprove|unassign|unlabel|unlock|wip)\b/m;

export interface NewNote {
  by: UserRow;
  body: string;
  internal?: boolean;
  /** Written by GitLab itself, about what somebody did. */
  system?: boolean;
}

export const notesOf = (state: State, row: MergeRequestRow): NoteRow[] =>
  state.notes.all().filter((note) => note.mergeRequestId === row.id);

/** What people wrote. */
export const commentsOf = (state: State, row: MergeRequestRow): NoteRow[] =>
  notesOf(state, row).filter(({ system }) => system !== true);

export function addNote(state: State, row: MergeRequestRow, given: NewNote): NoteRow {
  const { by, body, internal = false, system = false } = given;
  if (body.trim() === '') throw refused(400, `400 Bad request - Note {:note=>["can't be blank"]}`);
  if (body.length > maxBody) {
    throw refused(400, `400 Bad request - Note {:note=>["is too long (maximum is ${maxBody} characters)"]}`);
  }
  if (quickAction.test(body)) throw invalid('body holds a quick action, which is not supported by this sandbox');
  const note: NoteRow = {
    id: state.store.next('gitlab.note'),
    mergeRequestId: row.id,
    authorId: by.id,
    body,
    internal,
    system,
    createdAt: new Date().toISOString(),
  };
  state.notes.put(String(note.id), note);
  return note;
}
