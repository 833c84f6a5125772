/** What a picture shows, as data: a door draws it, and reads `alt` to who cannot see it. */
interface PictureCommon {
  title: string;
  /** The same in words. */
  alt: string;
}

/** One row of a Gantt picture. Days are ISO dates, both included. */
export interface GanttBar {
  label: string;
  from: string;
  to: string;
  /** Under which heading it stands. */
  group?: string;
  isCritical?: boolean;
  isMilestone?: boolean;
}
export interface GanttPicture extends PictureCommon {
  kind: 'gantt';
  bars: readonly GanttBar[];
  /** ISO date of a line through all rows. */
  today?: string;
}

/** One risk of a heat map; both from 1 (low) to 5 (high). */
export interface HeatPoint {
  label: string;
  /** What tells it from others with the same label, for example its plan; never cut. */
  group?: string;
  /** What people call it by; without it, its place in the list. */
  number?: number;
  probability: number;
  impact: number;
}
export interface HeatMapPicture extends PictureCommon {
  kind: 'heat-map';
  points: readonly HeatPoint[];
}

export type Picture = GanttPicture | HeatMapPicture;
