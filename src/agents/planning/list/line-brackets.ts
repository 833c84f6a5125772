import { takeEstimate } from '../days/estimate.ts';
import { looksLikePerson } from '../people/line-owner.ts';

const brackets = /\s*[([{]([^()[\]{}]+)[)\]}]/gu;
const isLength = (piece: string): boolean => takeEstimate(`x ${piece}`)?.rest.replace(/[\s,x()]/g, '') === '';
const isLink = (piece: string): boolean => /^(?:after|before|depends on)\s/i.test(piece);

/** `Design (3 days, Ana)`, `Design [3d] {Ana}`: what stands in brackets, where all of it says when, who or after what. */
export function withoutBrackets(text: string, team: readonly string[]): string {
  const links: string[] = [];
  const plain = text.replace(brackets, (group, inside: string) => {
    const pieces = inside.split(/\s*[,;/|]\s*/).filter((piece) => piece !== '');
    const isSaid = (piece: string): boolean => isLength(piece) || isLink(piece) || looksLikePerson(piece, team);
    // What stands alone in round brackets is read where it stands.
    const isLone = pieces.length < 2 && !isLink(inside) && group.trim().startsWith('(');
    if (isLone || !pieces.every(isSaid)) return group;
    links.push(...pieces.filter(isLink));
    return pieces
      .filter((piece) => !isLink(piece))
      .map((piece) => `, ${piece}`)
      .join('');
  });
  return [plain, ...links].join(' ');
}
