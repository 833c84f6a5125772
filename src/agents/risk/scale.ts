/**
 * Both scales go from 1 to 5, as in ISO 31000 practice:
 *
 * | | probability | impact on the promised end or result |
 * | --- | --- | --- |
 * | 1 very low | under 10 % | not noticed outside of the team |
 * | 2 low | 10 to 30 % | days, caught up without help |
 * | 3 medium | 30 to 50 % | a milestone moves |
 * | 4 high | 50 to 80 % | the end moves, or a part of the goal is lost |
 * | 5 very high | over 80 %, or it is so already | the goal is missed |
 *
 * The score is their product.
 */
export const levelNames = ['very low', 'low', 'medium', 'high', 'very high'] as const;

export const levelName = (level: number): string => levelNames[level - 1] ?? String(level);

/**
 * The same borders as in the heat map. They follow from what is done: from 16 on somebody decides this week, from 10 on it has an
 * owner and a date, from 5 on it is looked at each month, below it is only watched. A goal that would be missed (5) is at least
 * moderate, however unlikely.
 */
export const bands = ['low', 'moderate', 'high', 'very high'] as const;
export type Band = (typeof bands)[number];

export function bandOf(score: number): Band {
  if (score >= 16) return 'very high';
  if (score >= 10) return 'high';
  return score >= 5 ? 'moderate' : 'low';
}

/** The level of the highest border that is reached: `levelAt(0.45, [0, 0.2, 0.4, 0.6, 0.8])` is 3. */
export const levelAt = (value: number, borders: readonly number[]): number =>
  Math.max(1, borders.filter((border) => value >= border).length);

/** The level of a probability in percent, by the table above. */
export const levelOfPercent = (percent: number): number => (percent > 80 ? 5 : levelAt(percent, [0, 10, 30, 50]));
