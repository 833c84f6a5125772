import { z } from 'zod';
import { noteEntity } from '../entities.ts';
import { notFound } from '../errors.ts';
import { addNote, commentsOf, notesOf } from '../notes.ts';
import type { MergeRequestRow, NoteRow } from '../state.ts';
import type { Operations, ProjectCall } from './call.ts';
import { find } from './merge-requests.ts';
import { flag, pages } from './parameters.ts';

export function registerNotes({ inProject }: Operations): void {
  inProject('get', '/merge_requests/:iid/notes', async (call) => {
    const query = call.parameters({
      ...pages,
      sort: z.enum(['asc', 'desc']).default('desc'),
      order_by: z.enum(['created_at', 'updated_at']).default('created_at'),
      activity_filter: z.enum(['all_notes', 'only_comments']).default('all_notes'),
    });
    const row = await find(call);
    const notes = (query.activity_filter === 'only_comments' ? commentsOf : notesOf)(call.state, row);
    return call.paginate(query, query.sort === 'asc' ? notes : notes.reverse()).map((note) => present(call, row, note));
  });

  inProject('get', '/merge_requests/:iid/notes/:note', async (call) => {
    call.parameters({});
    const row = await find(call);
    const note = notesOf(call.state, row).find(({ id }) => String(id) === call.request.params.note);
    if (note === undefined) throw notFound('Note');
    return present(call, row, note);
  });

  inProject('post', '/merge_requests/:iid/notes', async (call) => {
    const { body, internal } = call.parameters({ body: z.string(), internal: flag().default(false) });
    const row = await find(call);
    const note = addNote(call.state, row, { by: call.user, body, internal });
    call.state.record('notes');
    return present(call, row, note);
  });
}

function present({ workshop, project }: ProjectCall, row: MergeRequestRow, note: NoteRow) {
  const author = workshop.user(note.authorId);
  if (author === undefined) throw notFound('User');
  return noteEntity(note, { author, iid: row.iid, projectId: project.id, url: workshop.url() });
}
