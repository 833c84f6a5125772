import { z } from 'zod';
import { noteEntity } from '../entities.ts';
import { invalid, notFound, refused } from '../errors.ts';
import type { MergeRequestRow, NoteRow } from '../state.ts';
import type { Operations, ProjectCall } from './call.ts';
import { find } from './merge-requests.ts';
import { flag, pages } from './parameters.ts';

const maxBody = 1_000_000;
/** GitLab would carry these lines out instead of storing them. */
const quickAction =
  /^\/(?:approve|assign|close|done|draft|due|duplicate|estimate|label|lock|merge|milestone|move|ready|reassign|rebase|relabel|reopen|request_review|spend|subscribe|target_branch|title|todo|unapprove|unassign|unlabel|unlock|wip)\b/m;

export function registerNotes({ inProject }: Operations): void {
  inProject('get', '/merge_requests/:iid/notes', async (call) => {
    const query = call.parameters({
      ...pages,
      sort: z.enum(['asc', 'desc']).default('desc'),
      order_by: z.enum(['created_at', 'updated_at']).default('created_at'),
      activity_filter: z.enum(['all_notes', 'only_comments']).default('all_notes'),
    });
    const row = await find(call);
    const notes = notesOf(call, row);
    return call.paginate(query, query.sort === 'asc' ? notes : notes.reverse()).map((note) => present(call, row, note));
  });

  inProject('get', '/merge_requests/:iid/notes/:note', async (call) => {
    call.parameters({});
    const row = await find(call);
    const note = notesOf(call, row).find(({ id }) => String(id) === call.request.params.note);
    if (note === undefined) throw notFound('Note');
    return present(call, row, note);
  });

  inProject('post', '/merge_requests/:iid/notes', async (call) => {
    const { body, internal } = call.parameters({ body: z.string(), internal: flag().default(false) });
    const row = await find(call);
    if (body.trim() === '') throw refused(400, `400 Bad request - Note {:note=>["can't be blank"]}`);
    if (body.length > maxBody) {
      throw refused(400, `400 Bad request - Note {:note=>["is too long (maximum is ${maxBody} characters)"]}`);
    }
    if (quickAction.test(body)) throw invalid('body holds a quick action, which is not supported by this sandbox');
    const note = addNote(call, row, { body, internal });
    call.state.record('notes');
    return present(call, row, note);
  });
}

function notesOf({ state }: ProjectCall, row: MergeRequestRow): NoteRow[] {
  return state.notes.all().filter((note) => note.mergeRequestId === row.id);
}

function addNote(
  { state, user }: ProjectCall,
  row: MergeRequestRow,
  given: { body: string; internal: boolean },
): NoteRow {
  const note: NoteRow = {
    ...given,
    id: state.store.next('gitlab.note'),
    mergeRequestId: row.id,
    authorId: user.id,
    createdAt: new Date().toISOString(),
  };
  state.notes.put(String(note.id), note);
  return note;
}

function present({ workshop, project }: ProjectCall, row: MergeRequestRow, note: NoteRow) {
  const author = workshop.user(note.authorId);
  if (author === undefined) throw notFound('User');
  return noteEntity(note, { author, iid: row.iid, projectId: project.id, url: workshop.url() });
}
