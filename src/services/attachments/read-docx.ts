import mammoth from 'mammoth';
import { slimDocx } from './docx-archive.ts';
import { textOfHtml } from './html-text.ts';
import type { ReadingLimits } from './limits.ts';
import { FileFault } from './refuse-file.ts';

/** Titles have styles of their own, in the language of who wrote with them. */
const styleMap = ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => h2:fresh", "br[type='page'] => hr"];

/** Its text: headings as `# …`, lists as `- …`, a table's rows as `| … |`. A page where its writer broke one. */
export async function readDocx(content: Uint8Array, limits: ReadingLimits): Promise<string[]> {
  try {
    const slim = slimDocx(content, limits);
    const { value } = await mammoth.convertToHtml(
      { buffer: Buffer.from(slim.buffer, slim.byteOffset, slim.length) },
      { styleMap, convertImage: mammoth.images.imgElement(async () => ({ src: '' })), externalFileAccess: false },
    );
    return textOfHtml(value);
  } catch (error) {
    if (error instanceof FileFault) throw error;
    throw new FileFault('is broken: Word’s own parts of it cannot be read. Open it, save it again, and send that.');
  }
}
