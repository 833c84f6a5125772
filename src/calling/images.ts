import type { Log, Picture } from '../core/index.ts';
import type { Services } from '../services/index.ts';

/** What a reader's context has room for. */
const maxPictures = 3;

/** A picture with what it shows in words. */
export interface DrawnPicture {
  title: string;
  alt: string;
  /** Base64. */
  png: string;
}

/** The pictures as PNG; one that cannot be drawn is left out, as its words are in the text. */
export async function imagesOf(
  { pictures: drawing }: Pick<Services, 'pictures'>,
  pictures: readonly Picture[] | undefined,
  log: Log,
): Promise<DrawnPicture[]> {
  const drawn = (pictures ?? []).slice(0, maxPictures).map(async (picture) => {
    const { title, alt } = picture;
    try {
      return [{ title, alt, png: (await drawing.png(picture)).toString('base64') }];
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log.warn({ reason, kind: picture.kind }, 'picture not drawn');
      return [];
    }
  });
  return (await Promise.all(drawn)).flat();
}
