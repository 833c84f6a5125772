import type { CustomSeriesRenderItem } from 'echarts';
import type { HeatMapPicture, HeatPoint } from '../../core/index.ts';
import type { Drawing } from './drawing.ts';
import type { Lettering } from './lettering.ts';
import { bandOf, bands, colours, fontFamily, margin, width } from './look.ts';
import { box, circle, group, type Shape, text } from './shapes.ts';

const levels = ['Very low', 'Low', 'Medium', 'High', 'Very high'];
const cell = 58;
const [left, top] = [92, 78];
const side = cell * levels.length;
const listLeft = left + side + 20;
const lineHeight = 15.5;
/** More than that are not read. */
const maxPoints = 200;
/** As high as the list may grow: to the end of what stands beside it, and a little more. */
const maxListHeight = 430;
const entryGap = 12;

/** A risk with its number and where it stands. */
interface Spot {
  name: string;
  label: string;
  probability: number;
  impact: number;
  score: number;
}

const level = (value: number): number => Math.min(5, Math.max(1, Math.round(value)));

function spotsOf(points: readonly HeatPoint[], { clean }: Lettering): Spot[] {
  const spots = points.slice(0, maxPoints).map(({ label, number, probability, impact }, index) => ({
    name: String(number ?? index + 1),
    label: clean(label),
    probability: level(probability),
    impact: level(impact),
    score: level(probability) * level(impact),
  }));
  return spots.sort((one, other) => other.score - one.score);
}

/** How many dots stand side by side in a cell, and how large they are. */
const grids = [
  { upTo: 1, columns: 1, r: 13 },
  { upTo: 4, columns: 2, r: 11.5 },
  { upTo: 9, columns: 3, r: 8.8 },
];

function dot(name: string, x: number, y: number, r: number): Shape[] {
  const fontSize = Math.min(r * 0.95, (r * 2.9) / Math.max(2, name.length));
  return [
    circle(x, y, r, { fill: colours.ink, stroke: colours.paper, lineWidth: 1.5 }),
    text(x, y + 0.5, name, { fontSize, fontWeight: 600, fill: colours.paper, align: 'center' }),
  ];
}

/** All dots of a cell, none over another; where there is no room for all, the last one says how many are left. */
export function dotsOf(
  names: readonly string[],
  x: number,
  y: number,
): { name: string; x: number; y: number; r: number }[] {
  const room = grids.at(-1)?.upTo ?? 0;
  const shown = names.length > room ? [...names.slice(0, room - 1), `+${names.length - room + 1}`] : names;
  const grid = grids.find(({ upTo }) => shown.length <= upTo);
  if (!grid) return [];
  const rows = Math.ceil(shown.length / grid.columns);
  const step = cell / (grid.columns + 0.12);
  return shown.map((name, index) => {
    const row = Math.floor(index / grid.columns);
    const inRow = Math.min(grid.columns, shown.length - row * grid.columns);
    return {
      name,
      x: x + ((index % grid.columns) - (inRow - 1) / 2) * step,
      y: y + (row - (rows - 1) / 2) * step,
      r: grid.r,
    };
  });
}

/** The squares of the grid, in which the risks stand. */
const drawCell =
  (spots: readonly Spot[]): CustomSeriesRenderItem =>
  (_params, api) => {
    const [impact, probability] = [Number(api.value(0)) + 1, Number(api.value(1)) + 1];
    const [x = 0, y = 0] = api.coord([impact - 1, probability - 1]);
    const { fill } = bandOf(impact * probability);
    const square = box({ x: x - cell / 2 + 1, y: y - cell / 2 + 1, width: cell - 2, height: cell - 2, r: 5 }, { fill });
    const inside = spots.filter((spot) => spot.probability === probability && spot.impact === impact);
    const dots = dotsOf(
      inside.map(({ name }) => name),
      x,
      y,
    );
    return group([square, ...dots.flatMap((each) => dot(each.name, each.x, each.y, each.r))]);
  };

interface Entry {
  spot: Spot;
  lines: string[];
}

/** As many as there is room for, each with its title in one line or two. */
function entriesOf(spots: readonly Spot[], { lines }: Lettering): Entry[] {
  const entries: Entry[] = [];
  let free = maxListHeight;
  for (const spot of spots) {
    const entry = { spot, lines: lines(spot.label, 12.5, width - margin - listLeft - 30, 2) };
    free -= lineHeight * entry.lines.length + entryGap;
    if (free < 0) break;
    entries.push(entry);
  }
  return entries;
}

/** The numbers with their titles, the highest score first. */
function list(spots: readonly Spot[], entries: readonly Entry[]): { shapes: Shape[]; bottom: number } {
  let y = top + 10;
  const shapes = entries.flatMap(({ spot, lines }) => {
    const { fill, edge } = bandOf(spot.score);
    const own = [
      box({ x: listLeft, y: y - 9, width: 24, height: 18, r: 9 }, { fill, stroke: edge, lineWidth: 1 }),
      text(listLeft + 12, y + 0.5, spot.name, { fontSize: 10.5, fontWeight: 600, align: 'center' }),
      ...lines.map((each, index) => text(listLeft + 30, y + index * lineHeight, each, { fontSize: 12.5 })),
    ];
    y += lineHeight * lines.length + entryGap;
    return own;
  });
  const left = spots.length - entries.length;
  const rest = left > 0 ? [text(listLeft + 30, y, `and ${left} more`, { fontSize: 12.5, fill: colours.quiet })] : [];
  return { shapes: [...shapes, ...rest], bottom: y + (left > 0 ? 12 : -8) };
}

/** What the colours stand for. */
function bandLegend(y: number, { widthOf }: Lettering): Shape[] {
  let x = left;
  return bands.flatMap(({ name, fill, edge }) => {
    const start = x;
    x += 19 + widthOf(name, 11.5) + 12;
    return [
      box({ x: start, y: y - 6, width: 13, height: 12, r: 3 }, { fill, stroke: edge, lineWidth: 1 }),
      text(start + 19, y, name, { fontSize: 11.5, fill: colours.quiet }),
    ];
  });
}

const axis = (name: string, nameGap: number) => ({
  type: 'category' as const,
  data: levels,
  name,
  nameGap,
  nameLocation: 'middle' as const,
  nameTextStyle: { fontFamily, fontSize: 13.5, fontWeight: 600 as const, color: colours.ink },
  axisLine: { show: false },
  axisTick: { show: false },
  axisLabel: { fontFamily, fontSize: 11.5, color: colours.quiet, interval: 0, margin: 7 },
});

/** Five by five squares with the risks as numbered dots, and their titles beside them. */
export function drawHeatMap(picture: HeatMapPicture, lettering: Lettering): Drawing {
  const spots = spotsOf(picture.points, lettering);
  const { shapes, bottom } = list(spots, entriesOf(spots, lettering));
  const squares = levels.flatMap((_, impact) => levels.map((__, probability) => [impact, probability]));
  const below = top + side;
  const option: Drawing['option'] = {
    grid: { left, top, width: side, height: side },
    xAxis: axis('Impact', 26),
    yAxis: axis('Probability', 60),
    series: [{ type: 'custom', clip: false, silent: true, data: squares, renderItem: drawCell(spots) }],
  };
  const count = picture.points.length;
  return {
    title: picture.title,
    subtitle: count === 1 ? '1 risk' : `${count} risks`,
    signs: [],
    shapes: [...shapes, ...bandLegend(below + 66, lettering)],
    height: Math.max(below + 66 + 6, bottom) + margin,
    option,
  };
}
