import type { CustomSeriesRenderItem } from 'echarts';
import type { HeatMapPicture } from '../../core/index.ts';
import type { Drawing } from './drawing.ts';
import { dotsOf } from './heat-dots.ts';
import { drawList } from './heat-list.ts';
import { type Spot, spotsOf } from './heat-spots.ts';
import type { Lettering } from './lettering.ts';
import { bandOf, bands, bandWords, colours, fontFamily, margin, width } from './look.ts';
import { box, group, type Shape, text } from './shapes.ts';

const levels = ['Very low', 'Low', 'Medium', 'High', 'Very high'];
const cell = 58;
const [left, top] = [92, 78];
const side = cell * levels.length;
const listLeft = left + side + 20;
const legendTop = top + side + 66;

/** The squares of the grid, in which the risks stand. */
const drawCell =
  (spots: readonly Spot[]): CustomSeriesRenderItem =>
  (_params, api) => {
    const [impact, probability] = [Number(api.value(0)) + 1, Number(api.value(1)) + 1];
    const [x = 0, y = 0] = api.coord([impact - 1, probability - 1]);
    const { fill } = bandOf(impact * probability);
    const square = box({ x: x - cell / 2 + 1, y: y - cell / 2 + 1, width: cell - 2, height: cell - 2, r: 5 }, { fill });
    const inside = spots.filter((spot) => spot.probability === probability && spot.impact === impact);
    const names = inside.map(({ name }) => name);
    return group([square, ...dotsOf(names, x, y, cell)]);
  };

/** What the colours stand for: the product of both. */
function bandLegend({ widthOf }: Lettering): Shape[] {
  let x = margin;
  const title = 'Score:';
  const label = text(x, legendTop, title, { fontSize: 11.5, fill: colours.quiet });
  x += widthOf(title, 11.5) + 9;
  const signs = bands.flatMap((band) => {
    const start = x;
    const words = bandWords(band);
    x += 18 + widthOf(words, 11.5) + 11;
    return [
      box(
        { x: start, y: legendTop - 6, width: 13, height: 12, r: 3 },
        { fill: band.fill, stroke: band.edge, lineWidth: 1 },
      ),
      text(start + 18, legendTop, words, { fontSize: 11.5, fill: colours.quiet }),
    ];
  });
  return [label, ...signs];
}

/** `7 risks: 2 very high, 5 low`. */
function countWords(count: number, spots: readonly Spot[]): string {
  const counts = bands.toReversed().flatMap((band) => {
    const inBand = spots.filter(({ score }) => bandOf(score) === band).length;
    return inBand === 0 ? [] : [`${inBand} ${band.name.toLowerCase()}`];
  });
  return `${count === 1 ? '1 risk' : `${count} risks`}${counts.length > 0 ? `: ${counts.join(', ')}` : ''}`;
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
  const squares = levels.flatMap((_, impact) => levels.map((__, probability) => [impact, probability]));
  const [room, below] = [width - margin - listLeft, legendTop + 24];
  const beside = { x: listLeft, y: top - 2, width: room, bottom: legendTop - 10, below };
  const { shapes, end } = drawList(spots, beside, lettering);
  const option: Drawing['option'] = {
    grid: { left, top, width: side, height: side },
    xAxis: axis('Impact', 26),
    yAxis: axis('Probability', 60),
    series: [{ type: 'custom', clip: false, silent: true, data: squares, renderItem: drawCell(spots) }],
  };
  return {
    title: picture.title,
    subtitle: countWords(picture.points.length, spots),
    signs: [],
    shapes: [...shapes, ...bandLegend(lettering)],
    height: end + margin / 2,
    option,
  };
}
