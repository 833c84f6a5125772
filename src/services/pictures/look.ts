/** Pixels of the drawing. Raised on the way to a PNG, so that it stays sharp where a chat shows it at two thirds of its width. */
export const width = 600;
export const margin = 18;
/** The first is shipped; a browser that shows the SVG may have only the others, which are narrower. */
export const fontFamily = 'Noto Sans, Segoe UI, Helvetica, Arial, sans-serif';
/** Texts are measured in regular letters; semi-bold ones need a little more. */
export const boldRoom = 0.93;

/** Chosen to be told apart by who sees no red or no green, too, and in grey. */
export const colours = {
  paper: '#ffffff',
  ink: '#1b2733',
  quiet: '#5b6875',
  line: '#dfe4ea',
  faint: '#eef1f5',
  weekend: '#f5f7fa',
  task: '#3d82c4',
  critical: '#d9531e',
  criticalEdge: '#8f2f0a',
  milestone: '#1b2733',
  today: '#7b3fa0',
} as const;

/** Each is darker than the one before it: their order is seen without colours, too. */
export const bands = [
  { name: 'Low', from: 1, to: 4, fill: '#e2f2e4', edge: '#2f7d4f' },
  { name: 'Moderate', from: 5, to: 9, fill: '#f8dc80', edge: '#8a6d00' },
  { name: 'High', from: 10, to: 15, fill: '#f6b26b', edge: '#a34f00' },
  { name: 'Very high', from: 16, to: 25, fill: '#df7b6c', edge: '#8f1d18' },
] as const;
export type Band = (typeof bands)[number];

export const bandOf = (score: number): Band => bands.findLast(({ from }) => score >= from) ?? bands[0];
export const bandWords = ({ name, from, to }: Band): string => `${name} ${from}–${to}`;
