import type { Spot } from './heat-spots.ts';
import type { Lettering } from './lettering.ts';
import { type Band, bandOf, bandWords, colours, margin, width } from './look.ts';
import { box, type Shape, text } from './shapes.ts';

const size = 12.5;
const lineHeight = 15.5;
const entryGap = 7;
const headHeight = 22;
const pillWidth = 28;
const indent = pillWidth + 7;
const columnGap = 20;
/** More titles than that nobody reads in a picture; the register has them all. */
const maxListed = 60;
/** Few risks have room for longer titles; the columns below are wider than the one beside. */
const linesBeside = (count: number): number => (count <= 8 ? 3 : 2);
const linesBelow = (count: number): number => (count <= 30 ? 2 : 1);

/** A column of the list: where it stands, and how far down it reaches. */
interface Column {
  x: number;
  y: number;
  width: number;
  bottom: number;
}

interface Item {
  height: number;
  /** A heading never stands alone at the end of a column. */
  isHead: boolean;
  draw(x: number, y: number): Shape[];
}

/** A title in a few lines, and behind it, never cut, what tells it from its namesakes. */
export function titleLines(
  { label, group }: Spot,
  room: number,
  count: number,
  { lines, cut, widthOf }: Lettering,
): string[] {
  const title = lines(label, size, room, count);
  const last = title.at(-1) ?? '';
  if (widthOf(`${last}${group}`, size) <= room) return [...title.slice(0, -1), `${last}${group}`];
  if (title.length < count && widthOf(group, size) <= room) return [...title, group.trimStart()];
  const start = cut(last, size, Math.max(room - widthOf(group, size), room / 3));
  return [...title.slice(0, -1), cut(`${start}${group}`, size, room)];
}

const headOf = (band: Band): Item => ({
  height: headHeight,
  isHead: true,
  draw: (x, y) => [text(x, y + 9, bandWords(band), { fontSize: 11.5, fontWeight: 600, fill: colours.quiet })],
});

function entryOf(spot: Spot, room: number, count: number, lettering: Lettering): Item {
  const band = bandOf(spot.score);
  const lines = titleLines(spot, room - indent, count, lettering);
  const fontSize = Math.min(11, (pillWidth * 1.35) / Math.max(3, spot.name.length));
  return {
    height: lineHeight * lines.length + entryGap,
    isHead: false,
    draw: (x, y) => [
      box({ x, y: y - 1, width: pillWidth, height: 18, r: 9 }, { fill: band.fill, stroke: band.edge, lineWidth: 1 }),
      text(x + pillWidth / 2, y + 8.5, spot.name, { fontSize, fontWeight: 600, align: 'center' }),
      ...lines.map((each, index) => text(x + indent, y + 8 + index * lineHeight, each, { fontSize: size })),
    ],
  };
}

/** What is listed, and how many are not. */
interface Listed {
  spots: readonly Spot[];
  left: number;
  /** What stands before them in another column: a band that goes on is not headed again, its colour tells. */
  before: Spot | undefined;
}

/** The titles with a heading for each band, as wide as a column. */
function itemsOf({ spots, left, before: last }: Listed, room: number, count: number, lettering: Lettering): Item[] {
  const items = spots.flatMap((spot, index) => {
    const band = bandOf(spot.score);
    const before = spots[index - 1] ?? last;
    const isFirst = !before || bandOf(before.score) !== band;
    return [...(isFirst ? [headOf(band)] : []), entryOf(spot, room, count, lettering)];
  });
  const rest: Item = {
    height: lineHeight + entryGap,
    isHead: false,
    draw: (x, y) => [text(x + indent, y + 8, `and ${left} more`, { fontSize: size, fill: colours.quiet })],
  };
  return left > 0 ? [...items, rest] : items;
}

/** As many as a column has room for. */
function fill(items: readonly Item[], { x, y: top, bottom }: Column): { shapes: Shape[]; taken: number; end: number } {
  let y = top;
  let taken = 0;
  while (taken < items.length && y + (items[taken]?.height ?? 0) <= bottom) y += items[taken++]?.height ?? 0;
  if (items[taken - 1]?.isHead && taken < items.length) y -= items[--taken]?.height ?? 0;
  let at = top;
  const shapes = items.slice(0, taken).flatMap((item) => {
    const drawn = item.draw(x, at);
    at += item.height;
    return drawn;
  });
  return { shapes, taken, end: y };
}

const heightOf = (items: readonly Item[]): number => items.reduce((sum, { height }) => sum + height, 0);

/** Two columns under the map, of about the same height. */
function drawBelow(listed: Listed, y: number, lettering: Lettering): { shapes: Shape[]; end: number } {
  const room = (width - 2 * margin - columnGap) / 2;
  const items = itemsOf(listed, room, linesBelow(listed.spots.length), lettering);
  // A title alone stands on the left.
  const half = Math.max(heightOf(items) / 2 + headHeight, heightOf(items.slice(0, 2)));
  const left = fill(items, { x: margin, y, width: room, bottom: y + half });
  const rest = items.slice(left.taken);
  const right = fill(rest, { x: margin + room + columnGap, y, width: room, bottom: Number.POSITIVE_INFINITY });
  return { shapes: [...left.shapes, ...right.shapes], end: Math.max(left.end, right.end) };
}

/** Beside the map, and where that is not enough, below what explains its colours. */
export function drawList(
  all: readonly Spot[],
  beside: Column & { below: number },
  lettering: Lettering,
): { shapes: Shape[]; end: number } {
  const spots = all.slice(0, maxListed);
  const left = all.length - spots.length;
  const first = itemsOf({ spots, left, before: undefined }, beside.width, linesBeside(spots.length), lettering);
  const one = fill(first, beside);
  if (one.taken === first.length) return { shapes: one.shapes, end: beside.below };
  const drawn = first.slice(0, one.taken).filter(({ isHead }) => !isHead).length;
  const two = drawBelow({ spots: spots.slice(drawn), left, before: spots[drawn - 1] }, beside.below, lettering);
  return { shapes: [...one.shapes, ...two.shapes], end: two.end };
}
