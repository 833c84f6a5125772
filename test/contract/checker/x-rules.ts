import type { VendorRules } from './answer.ts';
import { isRecord } from './document.ts';
import type { Finding } from './validation.ts';

/** X says in its headers how much may still be asked, and when more. */
const COUNTED = ['x-rate-limit-limit', 'x-rate-limit-remaining', 'x-rate-limit-reset'];

export function xRules(): VendorRules {
  return {
    operations: ['POST /tweets', 'DELETE /tweets/{id}', 'GET /users/me', 'GET /users/{id}/tweets'],
    isCommonStatus: (status) => status >= 500,
    checkRequest: () => [],
    checkAnswer(_operation, { status, headers, json }): Finding[] {
      if (status >= 500) return [];
      const isCounted = status < 300 || status === 429;
      const missing = isCounted ? COUNTED.filter((name) => !/^\d+$/.test(String(headers[name] ?? ''))) : [];
      const findings = missing.map((name) => ({ place: `header ${name}`, message: 'must be a whole number' }));
      const isHollow = status < 300 && isRecord(json) && !('data' in json || 'errors' in json || 'meta' in json);
      return isHollow ? [...findings, { place: 'body', message: 'must have data, errors or meta' }] : findings;
    },
  };
}
