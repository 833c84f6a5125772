import { z } from 'zod';
import { isExpected } from '../../core/index.ts';
import type { Services } from '../../services/index.ts';
import { killSwitchPage } from './kill-switch-page.ts';
import { paths } from './paths.ts';
import type { Visit } from './visit.ts';

export const showKillSwitch =
  ({ killSwitch }: Services) =>
  async ({ principal, stop, formToken, now, show }: Visit): Promise<void> =>
    show(killSwitchPage({ principal, stop, past: await killSwitch.past(principal), formToken, now }));

const text = z
  .string()
  // Postgres stores no NUL.
  .transform((given) => given.replaceAll('\0', ''))
  .catch('');

/** A decision of the person who sits there. What is in its way is told above how it stands now. */
export const changeKillSwitch =
  ({ killSwitch }: Services, action: 'pull' | 'lift') =>
  async (visit: Visit, fields: Record<string, unknown>): Promise<void> => {
    const { principal, correlation, formToken, now } = visit;
    const reason = text.parse(fields.reason);
    try {
      await killSwitch[action]({ principal, correlation, reason });
    } catch (error) {
      if (!isExpected(error)) throw error;
      const [stop, past] = [await killSwitch.present(principal.tenant), await killSwitch.past(principal)];
      const fault = { message: error.message, reason };
      return visit.show(killSwitchPage({ principal, stop, past, formToken, now, fault }), error.status);
    }
    visit.response.redirect(303, paths.killSwitch);
  };
