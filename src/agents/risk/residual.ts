import type { RiskResponse } from '../../core/index.ts';

interface Rated {
  probability: number;
  impact: number;
  response: RiskResponse;
}

const lowered = (level: number): number => Math.max(1, level - 2);

/**
 * The score that is left once the response is done, where nobody said one: to avoid takes the cause away, to reduce makes it two
 * levels less likely, to transfer leaves the cause and makes it two levels less bad for us, to accept changes nothing.
 */
export function expectedAfter({ probability, impact, response }: Rated): number {
  const byResponse: Record<RiskResponse, number> = {
    avoid: impact,
    reduce: lowered(probability) * impact,
    transfer: probability * lowered(impact),
    accept: probability * impact,
  };
  return byResponse[response];
}
