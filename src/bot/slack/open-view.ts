import type { ModalView } from '@slack/types';
import { AppError } from '../../core/index.ts';
import { slackCodeOf, toAppError } from './api-errors.ts';
import type { Clients } from './clients.ts';

const tooLate = [
  'expired_trigger_id',
  'exchanged_trigger_id',
  'trigger_expired',
  'trigger_exchanged',
  'invalid_trigger_id',
];

/** Opens a form for who just clicked or typed; Slack allows it for three seconds, once. */
export async function openView(
  clients: Clients,
  { tenant, team, trigger }: { tenant: string; team: string; trigger: string },
  view: ModalView,
): Promise<void> {
  const client = await clients.of(tenant, team);
  try {
    await client.views.open({ trigger_id: trigger, view });
  } catch (error) {
    if (!tooLate.includes(slackCodeOf(error) ?? '')) throw toAppError(error);
    throw new AppError('request.expired', 'Slack did not let me open the form in time. Please try again.', {
      cause: error,
    });
  }
}
