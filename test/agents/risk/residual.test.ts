import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectedAfter } from '../../../src/agents/risk/residual.ts';
import { riskResponses } from '../../../src/core/index.ts';

describe('the score that is expected after a response', () => {
  it.each([
    ['avoid', 4, 5, 5],
    ['reduce', 4, 5, 10],
    ['reduce', 2, 5, 5],
    ['transfer', 4, 5, 12],
    ['accept', 4, 5, 20],
  ] as const)('to %s a risk of %i × %i is %i', (response, probability, impact, score) => {
    expect(expectedAfter({ response, probability, impact })).toBe(score);
  });

  it('is a score, and never worse than before', () => {
    const level = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(level, level, fc.constantFrom(...riskResponses), (probability, impact, response) => {
        const after = expectedAfter({ probability, impact, response });
        expect(after >= 1 && after <= probability * impact).toBe(true);
      }),
    );
  });
});
