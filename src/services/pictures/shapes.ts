import type { CustomSeriesRenderItemReturn } from 'echarts';
import { colours, fontFamily } from './look.ts';

export type Shape = NonNullable<CustomSeriesRenderItemReturn>;

interface Lettered {
  /** An edge around the letters, so that lines behind them do not touch them. */
  stroke?: string;
  lineWidth?: number;
  fontSize: number;
  fontWeight?: 400 | 600;
  fill?: string;
  align?: 'left' | 'center' | 'right';
}

/** One line of text; `y` is its middle. */
export const text = (x: number, y: number, label: string, style: Lettered): Shape => ({
  type: 'text',
  x,
  y,
  style: { text: label, fill: colours.ink, fontFamily, verticalAlign: 'middle', ...style },
});

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
  r?: number;
}
interface Filled {
  fill?: string | object;
  stroke?: string;
  lineWidth?: number;
  opacity?: number;
}
export const box = (shape: Box, style: Filled): Shape => ({ type: 'rect', shape, style }) as Shape;

export const circle = (cx: number, cy: number, r: number, style: Filled): Shape =>
  ({ type: 'circle', shape: { cx, cy, r }, style }) as Shape;

/** A square on its corner. */
export function diamond(x: number, y: number, r: number, fill: string): Shape {
  const points = [
    [x, y - r],
    [x + r, y],
    [x, y + r],
    [x - r, y],
  ];
  return { type: 'polygon', shape: { points }, style: { fill, stroke: colours.paper, lineWidth: 1.5 } };
}

interface Stroked {
  stroke: string;
  lineWidth?: number;
  lineDash?: number[];
}
export const line = (from: readonly [number, number], to: readonly [number, number], style: Stroked): Shape => ({
  type: 'line',
  shape: { x1: from[0], y1: from[1], x2: to[0], y2: to[1] },
  style: { lineWidth: 1, ...style },
});

export const group = (children: readonly Shape[]): Shape => ({ type: 'group', children: [...children] }) as Shape;

/** Diagonal stripes over a colour: told apart by who sees no colours, too. */
export function hatched({ r = 0, ...shape }: Box, fill: string, edge: string): Shape[] {
  const attrs = {
    d: 'M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2',
    stroke: edge,
    'stroke-width': '1.2',
    'stroke-opacity': '0.6',
  };
  const stripes = { svgElement: { tag: 'path', key: edge, attrs }, svgWidth: 6, svgHeight: 6 };
  return [box({ ...shape, r }, { fill }), box({ ...shape, r }, { fill: stripes, stroke: edge, lineWidth: 1 })];
}
