import { refused } from './errors.ts';
import { addNote } from './notes.ts';
import type { ApprovalRow, MergeRequestRow, State, UserRow } from './state.ts';

export const approvalsOf = (state: State, row: MergeRequestRow): ApprovalRow[] =>
  state.approvals.all().filter(({ mergeRequestId }) => mergeRequestId === row.id);

const keyOf = (row: MergeRequestRow, { id }: UserRow): string => `${row.id}:${id}`;

/** As at GitLab, nobody approves twice, and what is over is approved by nobody; a note of its own tells of it. */
export function approve(state: State, row: MergeRequestRow, by: UserRow): void {
  state.store.atomic(() => {
    if (row.state !== 'opened' || state.approvals.get(keyOf(row, by))) throw refused(401, '401 Unauthorized');
    state.approvals.put(keyOf(row, by), {
      mergeRequestId: row.id,
      userId: by.id,
      createdAt: new Date().toISOString(),
    });
    addNote(state, row, { by, body: 'approved this merge request', system: true });
  });
}

export function unapprove(state: State, row: MergeRequestRow, by: UserRow): void {
  state.store.atomic(() => {
    if (row.state !== 'opened' || !state.approvals.get(keyOf(row, by))) throw refused(404, '404 Not Found');
    state.approvals.delete(keyOf(row, by));
    addNote(state, row, { by, body: 'unapproved this merge request', system: true });
  });
}
