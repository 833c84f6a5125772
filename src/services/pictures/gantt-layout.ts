import type { GanttPicture } from '../../core/index.ts';
import { type Calendar, calendarOf } from './calendar.ts';
import { dayOf } from './days.ts';
import { type Row, rowsOf } from './gantt-rows.ts';
import type { Lettering } from './lettering.ts';
import { boldRoom, margin, width } from './look.ts';

/** How large a row and its letters are: smaller where there are many. */
export interface Size {
  row: number;
  letters: number;
}
const sizeOf = (count: number): Size => (count > 40 ? { row: 20, letters: 12.5 } : { row: 24, letters: 13 });

export interface Layout {
  rows: readonly Row[];
  size: Size;
  /** Where the chart begins, right of the labels. */
  left: number;
  top: number;
  bottom: number;
  from: number;
  to: number;
  calendar: Calendar;
  /** Undefined when it is not in the picture. */
  today: number | undefined;
}

const top = 112;
const maxLabelWidth = 222;
/** Of a task below its heading. */
export const indent = 10;
/** Between the labels and the chart. */
export const gap = 12;

export function layOut(picture: GanttPicture, lettering: Lettering): Layout {
  const rows = rowsOf(picture, lettering);
  const size = sizeOf(rows.length);
  const roomOf = ({ kind, label }: Row): number => {
    const plain = lettering.widthOf(label, size.letters) + 1;
    return kind === 'group' ? plain / boldRoom : plain + indent;
  };
  const widest = Math.max(90, ...rows.map(roomOf));
  const left = margin + Math.min(widest, maxLabelWidth) + gap;
  const first = Math.min(...rows.map(({ from }) => from));
  const last = Math.max(...rows.map(({ to }) => to), first + 7);
  // Room for the date beside a milestone at the end.
  const to = last + (last - first) * 0.11;
  const from = first - (last - first) * 0.015;
  const today = picture.today === undefined ? undefined : dayOf(picture.today);
  return {
    rows,
    size,
    left,
    top,
    bottom: top + rows.length * size.row,
    from,
    to,
    calendar: calendarOf(first, Math.ceil(to), width - margin - left),
    today: today !== undefined && today >= first && today < to ? today : undefined,
  };
}
