import { colours } from './look.ts';
import { circle, type Shape, text } from './shapes.ts';

/** How many dots stand side by side in a cell, and how large they are. */
const grids = [
  { upTo: 1, columns: 1, r: 14 },
  { upTo: 4, columns: 2, r: 12.5 },
  { upTo: 9, columns: 3, r: 9.2 },
];

function dot(name: string, x: number, y: number, r: number): Shape[] {
  const fontSize = Math.min(r, (r * 3) / Math.max(2, name.length));
  return [
    circle(x, y, r, { fill: colours.ink, stroke: colours.paper, lineWidth: 1.5 }),
    text(x, y + 0.5, name, { fontSize, fontWeight: 600, fill: colours.paper, align: 'center' }),
  ];
}

/** All dots of a cell, none over another; where there is no room for all, the last one says how many are left. */
export function dotsOf(names: readonly string[], x: number, y: number, cell: number): Shape[] {
  const room = grids.at(-1)?.upTo ?? 0;
  const shown = names.length > room ? [...names.slice(0, room - 1), `+${names.length - room + 1}`] : names;
  const grid = grids.find(({ upTo }) => shown.length <= upTo);
  if (!grid) return [];
  const rows = Math.ceil(shown.length / grid.columns);
  const step = cell / (grid.columns + 0.12);
  return shown.flatMap((name, index) => {
    const row = Math.floor(index / grid.columns);
    const inRow = Math.min(grid.columns, shown.length - row * grid.columns);
    const dx = ((index % grid.columns) - (inRow - 1) / 2) * step;
    return dot(name, x + dx, y + (row - (rows - 1) / 2) * step, grid.r);
  });
}
