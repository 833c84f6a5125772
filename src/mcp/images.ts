import type { Log, Picture } from '../core/index.ts';
import type { Services } from '../services/index.ts';

/** What a reader's context has room for. */
const maxPictures = 3;

/** Pictures as base64 PNG; one that cannot be drawn is left out, as its words are in the text. */
export async function imagesOf(
  { pictures: drawing }: Pick<Services, 'pictures'>,
  pictures: readonly Picture[] | undefined,
  log: Log,
): Promise<string[]> {
  const drawn = (pictures ?? []).slice(0, maxPictures).map(async (picture) => {
    try {
      return [(await drawing.png(picture)).toString('base64')];
    } catch (error) {
      log.warn(
        { reason: error instanceof Error ? error.message : String(error), kind: picture.kind },
        'picture not drawn',
      );
      return [];
    }
  });
  return (await Promise.all(drawn)).flat();
}
