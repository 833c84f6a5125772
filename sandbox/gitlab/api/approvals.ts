import { approvalsOf } from '../approvals.ts';
import { userEntity } from '../entities.ts';
import { mergeRequestBasicEntity } from '../merge-request-entity.ts';
import type { Operations } from './call.ts';
import { find } from './merge-requests.ts';

export function registerApprovals({ inProject }: Operations): void {
  inProject('get', '/merge_requests/:iid/approvals', async (call) => {
    call.parameters({});
    const row = await find(call);
    const { workshop, project, state, user } = call;
    const approvals = approvalsOf(state, row);
    const { id, iid, title, description, created_at, updated_at, merge_status } = await mergeRequestBasicEntity(
      workshop,
      project,
      row,
    );
    return {
      id,
      iid,
      project_id: project.id,
      title,
      description: description ?? '',
      state: row.state,
      created_at,
      updated_at,
      merge_status,
      approved: true,
      approvals_required: 0,
      approvals_left: 0,
      user_has_approved: approvals.some(({ userId }) => userId === user.id),
      user_can_approve: row.state === 'opened' && approvals.every(({ userId }) => userId !== user.id),
      approved_by: approvals.flatMap(({ userId, createdAt }) => {
        const approver = workshop.user(userId);
        return approver === undefined ? [] : [{ user: userEntity(approver, workshop.url()), approved_at: createdAt }];
      }),
    };
  });
}
