import type { Figures } from './measure.ts';

/** A figure that was promised, and whether this run met it. */
export interface Bar {
  text: string;
  isMet: boolean;
}
export interface Result {
  title: string;
  lines: string[];
  bars: Bar[];
}

export const ms = (value: number): string => `${value.toFixed(1)} ms`;

export const lineOf = (name: string, { p50, p95, p99, count }: Figures): string =>
  `${name.padEnd(28)} p50 ${ms(p50)}  p95 ${ms(p95)}  p99 ${ms(p99)}  (${count} times)`;

export const render = ({ title, lines, bars }: Result): string =>
  [
    `\n${title}`,
    ...lines.map((line) => `  ${line}`),
    ...bars.map(({ text, isMet }) => `  ${isMet ? 'met   ' : 'MISSED'} ${text}`),
  ].join('\n');
