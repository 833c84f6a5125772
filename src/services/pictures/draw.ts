import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';
import type { Picture } from '../../core/index.ts';
import { type Drawing, optionOf } from './drawing.ts';
import { readFontWidths } from './font-widths.ts';
import { drawGantt } from './gantt.ts';
import { drawHeatMap } from './heat-map.ts';
import { createLettering, type Lettering } from './lettering.ts';
import { colours, width } from './look.ts';

// In one file: read in a fifth of the time that the package's modules take.
const echarts = createRequire(import.meta.url)('echarts/dist/echarts.min') as typeof import('echarts');

const fontFile = (name: string): string =>
  fileURLToPath(import.meta.resolve(`@expo-google-fonts/noto-sans/${name}.ttf`));
const regularFile = fontFile('400Regular/NotoSans_400Regular');
const boldFile = fontFile('600SemiBold/NotoSans_600SemiBold');

const lettering = createLettering(readFontWidths(readFileSync(regularFile)));

const shippedFont = 'Noto Sans';
const maxZoom = 2;
/** A long picture is drawn less fine: it would be too large to send, and take long. */
const maxPixels = 8_000_000;

function drawingOf(picture: Picture, letters: Lettering): Drawing {
  return picture.kind === 'gantt' ? drawGantt(picture, letters) : drawHeatMap(picture, letters);
}

export function drawSvg(picture: Picture): string {
  const drawing = drawingOf(picture, lettering);
  const height = Math.ceil(drawing.height);
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption(optionOf(drawing, lettering));
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

/** Texts in a script that the shipped font does not have are drawn with what fonts the machine has, if it has any. */
const needsOtherFonts = (svg: string): boolean => !lettering.covers(svg.replace(/\s+/g, ''));

export function drawPng(picture: Picture): Buffer {
  const svg = drawSvg(picture);
  const [, w = '1', h = '1'] = /<svg width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
  const zoom = Math.min(maxZoom, Math.sqrt(maxPixels / (Number(w) * Number(h))));
  const resvg = new Resvg(svg, {
    font: {
      fontFiles: [regularFile, boldFile],
      loadSystemFonts: needsOtherFonts(svg),
      defaultFontFamily: shippedFont,
      sansSerifFamily: shippedFont,
    },
    background: colours.paper,
    fitTo: { mode: 'zoom', value: zoom },
  });
  return resvg.render().asPng();
}
