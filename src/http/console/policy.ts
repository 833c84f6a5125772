import { z } from 'zod';
import { isExpected } from '../../core/index.ts';
import type { Services } from '../../services/index.ts';
import { paths } from './paths.ts';
import { policyPage } from './policy-page.ts';
import type { Visit } from './visit.ts';

export const showPolicy =
  ({ policies }: Services) =>
  async ({ principal, formToken, now, show }: Visit): Promise<void> =>
    show(policyPage({ principal, policies: await policies.list(principal), formToken, now }));

const text = z.string().max(200).catch('');

/** A decision of the person who sits there: no capability and no token says who approves. */
export const changePolicy =
  ({ policies }: Services) =>
  async (
    { principal, correlation, formToken, now, show, response }: Visit,
    fields: Record<string, unknown>,
  ): Promise<void> => {
    const [capability, approval] = [text.parse(fields.capability), text.parse(fields.approval)];
    try {
      await policies.set({ principal, capability, approval, correlation });
    } catch (error) {
      if (!isExpected(error)) throw error;
      const page = policyPage({
        principal,
        policies: await policies.list(principal),
        formToken,
        now,
        fault: error.message,
      });
      return show(page, error.status);
    }
    response.redirect(303, paths.policy);
  };
