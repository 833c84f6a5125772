import type { ImageBlock, KnownBlock } from '@slack/types';
import type { Link, Picture, Reply } from '../../core/index.ts';
import { cut } from './cut.ts';
import { type Files, nameOf, noFiles } from './pictures.ts';
import { type Leaf, link, plain, richText, section } from './rich-text.ts';

const altMax = 1_900;
const maxPictures = 5;

/** What is known about the pictures of a message: their files at Slack, and where else they can be seen. */
export interface Illustration {
  files: Files;
  seeAt?: string | undefined;
}
export const notIllustrated: Illustration = { files: noFiles };

function imageBlock({ title, alt }: Picture, file: string): ImageBlock {
  return {
    type: 'image',
    slack_file: { id: file },
    alt_text: cut(alt, altMax) || cut(title, altMax) || 'A picture',
  };
}

/** Where else it can be seen. */
function elsewhere(links: readonly Link[], seeAt: string | undefined): Leaf[] {
  if (seeAt !== undefined) return [...plain(': '), ...link(seeAt, 'see it in the console')];
  const details = links.find(({ label }) => label === 'Details');
  return details ? [...plain(': '), ...link(details.url, 'Details')] : [];
}

/** A picture, or a line that says where it is. */
export function pictureBlocks({ pictures = [], links = [] }: Reply, { files, seeAt }: Illustration): KnownBlock[] {
  return pictures.slice(0, maxPictures).map((picture): KnownBlock => {
    const file = files.get(nameOf(picture));
    if (file !== undefined) return imageBlock(picture, file);
    const missing = plain(`The picture “${cut(picture.title, 100)}” could not be shown here`);
    return richText([section([...missing, ...elsewhere(links, seeAt)])]);
  });
}
