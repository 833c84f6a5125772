import type { CustomSeriesOption, CustomSeriesRenderItem, CustomSeriesRenderItemAPI } from 'echarts';
import type { GanttPicture } from '../../core/index.ts';
import type { Tick } from './calendar.ts';
import { longDate, shortDate } from './days.ts';
import type { Drawing, Sign } from './drawing.ts';
import { gap, indent, type Layout, layOut, type Size } from './gantt-layout.ts';
import type { Row } from './gantt-rows.ts';
import type { Lettering } from './lettering.ts';
import { boldRoom, colours, margin, width } from './look.ts';
import { box, circle, diamond, group, hatched, line, type Shape, text } from './shapes.ts';

/** A point of the chart: a day and the middle of a row. */
type Point = readonly [x: number, y: number];
type Place = (day: number, row: number) => Point;
const placeOf =
  (api: CustomSeriesRenderItemAPI): Place =>
  (day, row) => {
    const [x = 0, y = 0] = api.coord([day, row]);
    return [x, y];
  };

function bar(row: Row, [x, y]: Point, end: number, size: Size): Shape[] {
  const [height, length] = [size.row * 0.56, Math.max(end - x, 3)];
  const shape = { x, y: y - height / 2, width: length, height, r: Math.min(3, length / 2) };
  return row.isCritical ? hatched(shape, colours.critical, colours.criticalEdge) : [box(shape, { fill: colours.task })];
}

function milestone(row: Row, x: number, y: number, size: Size): Shape[] {
  const r = size.row * 0.34;
  const style = { fill: colours.quiet, fontSize: size.letters - 1.5, stroke: colours.paper, lineWidth: 4 };
  const fill = row.isCritical ? colours.critical : colours.milestone;
  return [diamond(x, y, r, fill), text(x + r + 4, y, shortDate(row.from), style)];
}

function mark(row: Row, index: number, at: Place, size: Size): Shape[] {
  const [x, y] = at(row.from, index);
  const end = at(row.to, index)[0];
  if (row.kind === 'note') return [];
  if (row.kind === 'milestone') return milestone(row, (x + end) / 2, y, size);
  if (row.kind === 'task') return bar(row, [x, y], end, size);
  return [box({ x, y: y - 2, width: end - x, height: 4, r: 2 }, { fill: colours.quiet, opacity: 0.55 })];
}

function label(row: Row, y: number, { left, size }: Layout, { cut }: Lettering): Shape {
  const isHeading = row.kind === 'group';
  const x = margin + (isHeading || row.kind === 'note' ? 0 : indent);
  const shown = cut(row.label, size.letters, (left - gap - x) * (isHeading ? boldRoom : 1));
  return text(x, y, shown, {
    fontSize: size.letters,
    fontWeight: isHeading ? 600 : 400,
    fill: row.kind === 'note' ? colours.quiet : colours.ink,
  });
}

const drawRow =
  (layout: Layout, lettering: Lettering): CustomSeriesRenderItem =>
  (_params, api) => {
    const index = Number(api.value(1));
    const row = layout.rows[index];
    if (!row) return undefined;
    const at = placeOf(api);
    const { size } = layout;
    const y = at(layout.from, index)[1];
    return group([label(row, y, layout, lettering), ...mark(row, index, at, size)]);
  };

/** Labels of one row of the head, without those that would touch the one before. */
function names(
  ticks: readonly Tick[],
  y: number,
  xOf: (day: number) => number,
  style: Parameters<typeof text>[3],
  { widthOf }: Lettering,
): Shape[] {
  let free = 0;
  return ticks.flatMap(({ day, label }) => {
    const x = xOf(day);
    const end = x + widthOf(label, style.fontSize);
    if (x < free || end > width - 4) return [];
    free = end + 7;
    return [text(x + 3, y, label, style)];
  });
}

function headOf(
  { top, calendar }: Layout,
  xOf: (day: number) => number,
  bottom: number,
  lettering: Lettering,
): Shape[] {
  const middle = top - 17;
  const { upper, lower } = calendar;
  return [
    ...lower.map(({ day }) => line([xOf(day), middle], [xOf(day), bottom], { stroke: colours.line })),
    ...upper.slice(1).map(({ day }) => line([xOf(day), middle - 17], [xOf(day), middle], { stroke: colours.line })),
    ...names(upper, top - 26, xOf, { fontSize: 11.5, fontWeight: 600 }, lettering),
    ...names(lower, top - 9, xOf, { fontSize: 11, fill: colours.quiet }, lettering),
  ];
}

/** Behind each heading. */
const bandsOf = ({ rows, size, top }: Layout): Shape[] =>
  rows.flatMap(({ kind }, index) => {
    const place = { x: margin - 6, y: top + index * size.row, width: width - 2 * margin + 12, height: size.row };
    return kind === 'group' ? [box({ ...place, r: 4 }, { fill: colours.faint })] : [];
  });

/** What lies behind the bars. */
const drawGround =
  (layout: Layout, lettering: Lettering): CustomSeriesRenderItem =>
  (_params, api) => {
    const xOf = (day: number): number => placeOf(api)(day, 0)[0];
    const { left, top, bottom, calendar } = layout;
    const weekends = calendar.weekends.map(({ from, to }) =>
      box({ x: xOf(from), y: top, width: xOf(to) - xOf(from), height: bottom - top }, { fill: colours.weekend }),
    );
    const edge = line([left, top], [width - margin, top], { stroke: colours.line });
    return group([...weekends, ...headOf(layout, xOf, bottom, lettering), edge, ...bandsOf(layout)]);
  };

/** Where we are now. */
const drawToday =
  ({ top, bottom }: Layout, today: number): CustomSeriesRenderItem =>
  (_params, api) => {
    const x = placeOf(api)(today + 0.5, 0)[0];
    const style = { stroke: colours.today, lineWidth: 1.5, lineDash: [4, 3] };
    return group([line([x, top], [x, bottom], style), circle(x, top, 3.5, { fill: colours.today })]);
  };

const series = (z: number, data: number[][], renderItem: CustomSeriesRenderItem): CustomSeriesOption => ({
  type: 'custom',
  clip: false,
  silent: true,
  z,
  data,
  renderItem,
});

function signsOf({ rows, today }: Layout): Sign[] {
  const has = (wanted: (row: Row) => boolean): boolean => rows.some(wanted);
  const shown: Readonly<Record<Sign, boolean>> = {
    critical: has(({ kind, isCritical }) => kind === 'task' && isCritical),
    task: has(({ kind, isCritical }) => kind === 'task' && !isCritical),
    milestone: has(({ kind }) => kind === 'milestone'),
    today: today !== undefined,
  };
  return (['critical', 'task', 'milestone', 'today'] as const).filter((sign) => shown[sign]);
}

function subtitleOf(rows: readonly Row[]): string {
  const shown = rows.filter(({ kind }) => kind !== 'note');
  if (shown.length === 0) return '';
  const first = Math.min(...shown.map(({ from }) => from));
  const last = Math.max(...shown.map(({ to }) => to)) - 1;
  return `${longDate(first)} – ${longDate(last)}`;
}

/** Phases with their tasks, the critical path, milestones and today, on a calendar. */
export function drawGantt(picture: GanttPicture, lettering: Lettering): Drawing {
  const layout = layOut(picture, lettering);
  const { rows, top, bottom, left, from, to, today } = layout;
  const starts = rows.map((row, index) => [row.from, index]);
  const option: Drawing['option'] = {
    grid: { left, right: margin, top, height: bottom - top },
    xAxis: { type: 'value', min: from, max: to, show: false },
    yAxis: { type: 'value', inverse: true, min: -0.5, max: rows.length - 0.5, show: false },
    series: [
      series(1, [[from, 0]], drawGround(layout, lettering)),
      ...(today === undefined ? [] : [series(2, [[today, 0]], drawToday(layout, today))]),
      series(3, starts, drawRow(layout, lettering)),
    ],
  };
  return { title: picture.title, subtitle: subtitleOf(rows), signs: signsOf(layout), height: bottom + margin, option };
}
