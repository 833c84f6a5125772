import type { VendorRules } from './answer.ts';
import { isRecord } from './document.ts';
import type { Finding } from './validation.ts';

/** The document tells of two statuses; every other one of its refusals has the same form. */
export function openaiRules(): VendorRules {
  return {
    operations: ['POST /chat/completions', 'GET /models'],
    isCommonStatus: (status) => status >= 400,
    checkRequest: () => [],
    checkAnswer(_operation, { status, json }): Finding[] {
      if (status < 400 || status >= 500) return [];
      const error = isRecord(json) ? json.error : undefined;
      const isWhole = isRecord(error) && typeof error.message === 'string' && typeof error.type === 'string';
      return isWhole ? [] : [{ place: 'body.error', message: 'must say what was wrong, and of what type' }];
    },
  };
}
