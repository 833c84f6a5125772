import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';
import type { Picture } from '../../core/index.ts';
import { type Drawing, optionOf } from './drawing.ts';
import { withFontFiles } from './font-files.ts';
import { withFontRuns } from './font-runs.ts';
import { type Font, fontsFor, mainFont, widthsOf } from './fonts.ts';
import { drawGantt } from './gantt.ts';
import { drawHeatMap } from './heat-map.ts';
import { createLettering, type Lettering } from './lettering.ts';
import { colours, margin, width } from './look.ts';
import { text } from './shapes.ts';

// In one file: read in a fifth of the time that the package's modules take.
const echarts = createRequire(import.meta.url)('echarts/dist/echarts.min') as typeof import('echarts');

const maxZoom = 2;
/** A long picture is drawn less fine: it would be too large to send, and take long. */
const maxPixels = 8_000_000;

/** All that people wrote in it. */
function wordsOf(picture: Picture): string {
  const labels = picture.kind === 'gantt' ? picture.bars.flatMap(({ label, group = '' }) => [label, group]) : [];
  const points = picture.kind === 'gantt' ? [] : picture.points.map(({ label }) => label);
  return [picture.title, ...labels, ...points].join('\n').normalize('NFC');
}

function drawingOf(picture: Picture, letters: Lettering): Drawing {
  return picture.kind === 'gantt' ? drawGantt(picture, letters) : drawHeatMap(picture, letters);
}

const noteSize = 12;

/** The answer beside the picture has all letters. */
function withNote(drawing: Drawing): Drawing {
  const { shapes = [], height } = drawing;
  const words = '…  stands for letters that cannot be drawn here: the text has them';
  const note = text(margin, height, words, { fontSize: noteSize, fill: colours.quiet });
  return { ...drawing, shapes: [...shapes, note], height: height + margin };
}

function svgOf(picture: Picture, fonts: readonly Font[]): string {
  const lettering = createLettering(widthsOf(fonts));
  const plain = drawingOf(picture, lettering);
  const drawing = lettering.omits(wordsOf(picture)) ? withNote(plain) : plain;
  const height = Math.ceil(drawing.height);
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption(optionOf(drawing, lettering));
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

export const drawSvg = (picture: Picture): string => svgOf(picture, fontsFor(wordsOf(picture)));

export function drawPng(picture: Picture): Buffer {
  const fonts = fontsFor(wordsOf(picture));
  const svg = withFontRuns(svgOf(picture, fonts), fonts);
  const [, w = '1', h = '1'] = /<svg width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
  const zoom = Math.min(maxZoom, Math.sqrt(maxPixels / (Number(w) * Number(h))));
  const draw = (fontFiles: string[]): Buffer =>
    new Resvg(svg, {
      // Fonts of the machine are none of ours: a picture would look different on each, and reading them takes a second.
      font: {
        fontFiles,
        loadSystemFonts: false,
        defaultFontFamily: mainFont.family,
        sansSerifFamily: mainFont.family,
      },
      background: colours.paper,
      fitTo: { mode: 'zoom', value: zoom },
    })
      .render()
      .asPng();
  return withFontFiles(fonts, draw);
}
