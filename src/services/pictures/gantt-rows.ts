import type { GanttBar, GanttPicture } from '../../core/index.ts';
import { dayOf } from './days.ts';
import type { Lettering } from './lettering.ts';

/** What stands on one line of the chart. Days count from 1970; `to` is the day behind the last. */
export interface Row {
  kind: 'group' | 'task' | 'milestone' | 'note';
  label: string;
  from: number;
  to: number;
  isCritical: boolean;
}

/** More rows than that make no picture that can be read. */
export const maxBars = 200;

const rowOf = (bar: GanttBar, { clean }: Lettering): Row => {
  const [from, to] = [dayOf(bar.from), dayOf(bar.to)];
  return {
    kind: bar.isMilestone ? 'milestone' : 'task',
    label: clean(bar.label),
    from: Math.min(from, to),
    to: Math.max(from, to) + 1,
    isCritical: bar.isCritical ?? false,
  };
};

function headingOf(name: string, rows: readonly Row[], { clean }: Lettering): Row {
  const [from, to] = [Math.min(...rows.map((row) => row.from)), Math.max(...rows.map((row) => row.to))];
  return { kind: 'group', label: clean(name), from, to, isCritical: false };
}

const note = (label: string, day: number): Row => ({ kind: 'note', label, from: day, to: day, isCritical: false });

/** Each group under its heading, in the order in which they begin in the list. */
export function rowsOf({ bars, today = '1970-01-01' }: GanttPicture, lettering: Lettering): Row[] {
  if (bars.length === 0) return [note('Nothing is planned yet.', dayOf(today))];
  const groups = Map.groupBy(bars.slice(0, maxBars), (bar) => bar.group ?? '');
  const rows = [...groups].flatMap(([name, members]) => {
    const own = members.map((bar) => rowOf(bar, lettering));
    return name === '' ? own : [headingOf(name, own, lettering), ...own];
  });
  const more = bars.length - maxBars;
  return more > 0 ? [...rows, note(`and ${more} more`, rows[0]?.from ?? 0)] : rows;
}
