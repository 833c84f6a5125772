import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type FontWidths, readFontWidths } from './font-widths.ts';
import { unpackWoff2 } from './woff2.ts';

/** A font that is shipped. Each is read when the first text needs it. */
export interface Font {
  family: string;
  widths: FontWidths;
  /** Files that the drawer can read as they are. */
  files: readonly string[];
  /** What has to be written to a file before that. */
  unpacked?: Buffer;
}

interface Source {
  family: string;
  /** Characters that this font is there for. */
  of: RegExp;
  read(): Omit<Font, 'family'>;
}

const fileOf = (path: string): string => fileURLToPath(import.meta.resolve(path));

/** A TrueType file, and its semi-bold brother. */
function plainFont(folder: string, name: string): Omit<Font, 'family'> {
  const files = ['400Regular', '600SemiBold'].map((weight) => fileOf(`${folder}/${weight}/${name}_${weight}.ttf`));
  return { files, widths: readFontWidths(readFileSync(files[0] ?? '')) };
}

function packedFont(path: string): Omit<Font, 'family'> {
  const unpacked = unpackWoff2(readFileSync(fileOf(path)));
  return { files: [], unpacked, widths: readFontWidths(unpacked) };
}

const sources: readonly Source[] = [
  {
    family: 'Source Han Sans CN',
    of: /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Bopomofo}\u3000-\u303f\uff00-\uffef]/u,
    read: () => packedFont('@librescore/fonts/SourceHanSansCN.min.woff2'),
  },
  {
    family: 'Source Han Sans KR',
    of: /\p{Script=Hangul}/u,
    read: () => packedFont('@librescore/fonts/SourceHanSansKR.min.woff2'),
  },
  {
    family: 'Noto Sans Arabic',
    of: /\p{scx=Arabic}/u,
    read: () => plainFont('@expo-google-fonts/noto-sans-arabic', 'NotoSansArabic'),
  },
  {
    family: 'Noto Sans Hebrew',
    of: /\p{Script=Hebrew}/u,
    read: () => plainFont('@expo-google-fonts/noto-sans-hebrew', 'NotoSansHebrew'),
  },
  {
    family: 'Noto Sans Thai',
    of: /\p{Script=Thai}/u,
    read: () => plainFont('@expo-google-fonts/noto-sans-thai', 'NotoSansThai'),
  },
];

/** Has Latin, Greek, Cyrillic and Devanagari letters; every picture is drawn with it. */
export const mainFont: Font = {
  family: 'Noto Sans',
  ...plainFont('@expo-google-fonts/noto-sans', 'NotoSans'),
};

const known = new Map<string, Font>();

function fontOf({ family, read }: Source): Font {
  const font = known.get(family) ?? { family, ...read() };
  known.set(family, font);
  return font;
}

/** The main font, and those that the text needs besides. */
export const fontsFor = (text: string): Font[] => [mainFont, ...sources.filter(({ of }) => of.test(text)).map(fontOf)];

const holderOf = (codePoint: number, fonts: readonly Font[]): Font | undefined =>
  fonts.find(({ widths }) => widths.has(codePoint));

/** The first of them that has the character. */
export const familyOf = (character: string, fonts: readonly Font[]): string | undefined =>
  holderOf(character.codePointAt(0) ?? 0, fonts)?.family;

/** All of them as one. */
export const widthsOf = (fonts: readonly Font[]): FontWidths => ({
  has: (codePoint) => holderOf(codePoint, fonts) !== undefined,
  widthOf: (codePoint) => holderOf(codePoint, fonts)?.widths.widthOf(codePoint),
});
