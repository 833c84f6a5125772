import type { EChartsOption } from 'echarts';
import type { Lettering } from './lettering.ts';
import { boldRoom, colours, fontFamily, margin, width } from './look.ts';
import { box, diamond, hatched, line, type Shape, text } from './shapes.ts';

/** What an explanation of signs can hold. */
export type Sign = 'critical' | 'task' | 'milestone' | 'today';

/** A picture before it is drawn: the chart, and what stands above it. */
export interface Drawing {
  title: string;
  subtitle: string;
  signs: readonly Sign[];
  /** Beside the chart. */
  shapes?: readonly Shape[];
  height: number;
  option: EChartsOption;
}

const signs: Readonly<Record<Sign, { label: string; draw(x: number, y: number): Shape[] }>> = {
  critical: {
    label: 'Critical path',
    draw: (x, y) => hatched({ x, y: y - 5.5, width: 18, height: 11, r: 2.5 }, colours.critical, colours.criticalEdge),
  },
  task: {
    label: 'Task',
    draw: (x, y) => [box({ x, y: y - 5.5, width: 18, height: 11, r: 2.5 }, { fill: colours.task })],
  },
  milestone: { label: 'Milestone', draw: (x, y) => [diamond(x + 11, y, 7, colours.milestone)] },
  today: {
    label: 'Today',
    draw: (x, y) => [line([x + 11, y - 8], [x + 11, y + 8], { stroke: colours.today, lineWidth: 2, lineDash: [4, 3] })],
  },
};
const signSize = 12;

/** From the right edge to the left, in their order. */
function legend(of: readonly Sign[], y: number, { widthOf }: Lettering): Shape[] {
  let end = width - margin;
  return of.toReversed().flatMap((sign) => {
    const { label, draw } = signs[sign];
    const start = end - widthOf(label, signSize) - 23;
    end = start - 12;
    return [...draw(start, y), text(start + 23, y, label, { fontSize: signSize, fill: colours.quiet })];
  });
}

/** The whole picture as options of the chart library. */
export function optionOf(drawing: Drawing, lettering: Lettering): EChartsOption {
  const title = lettering.cut(lettering.clean(drawing.title), 17, (width - 2 * margin) * boldRoom);
  const head = [
    text(margin, 25, title, { fontSize: 17, fontWeight: 600 }),
    text(margin, 49, drawing.subtitle, { fontSize: 12.5, fill: colours.quiet }),
    ...legend(drawing.signs, 49, lettering),
    ...(drawing.shapes ?? []),
  ];
  return {
    animation: false,
    backgroundColor: colours.paper,
    textStyle: { fontFamily },
    useUTC: true,
    ...drawing.option,
    graphic: { elements: head as object[] },
  };
}
