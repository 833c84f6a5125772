import type { GanttBar, GanttPicture, HeatMapPicture, HeatPoint } from '../../../src/core/index.ts';

export const bar = (label: string, given: Partial<GanttBar> = {}): GanttBar => ({
  label,
  from: '2026-11-23',
  to: '2026-11-27',
  ...given,
});
export const gantt = (bars: readonly GanttBar[], given: Partial<GanttPicture> = {}): GanttPicture => ({
  kind: 'gantt',
  title: 'Web shop',
  alt: 'The plan of the web shop.',
  bars,
  ...given,
});
export const point = (label: string, given: Partial<HeatPoint> = {}): HeatPoint => ({
  label,
  probability: 3,
  impact: 3,
  ...given,
});
export const heatMap = (points: readonly HeatPoint[], given: Partial<HeatMapPicture> = {}): HeatMapPicture => ({
  kind: 'heat-map',
  title: 'Risks',
  alt: 'The risks.',
  points,
  ...given,
});

/** So many of something. */
export const several = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
