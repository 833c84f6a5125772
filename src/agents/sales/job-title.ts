import { oneLine, type Reading, reading, type Span } from './reading.ts';

export interface FoundTitle extends Span {
  reading: Reading;
}

/** What follows behind “of” is their company: there is one of them in it. */
const chiefs = 'CEO|CTO|CFO|COO|CIO|CMO|CPO|CSO|CISO|CHRO|CDO|CRO|MD';
const vicePresidents = 'SVP|EVP|AVP|VP';
const english =
  'manager|director|engineer|developer|architect|consultant|analyst|officer|president|founder|co-?founder|owner|buyer|purchaser|administrator|coordinator|specialist|supervisor|principal|researcher|scientist|designer|accountant|controller|secretary|assistant|executive|representative|agent|planner|technician|operator';
const german =
  'geschäftsführer(?:in)?|\\p{L}{0,30}leiter(?:in)?|\\p{L}{0,30}einkäufer(?:in)?|vorstand|vorständin|inhaber(?:in)?|\\p{L}{0,30}ingenieur(?:in)?|\\p{L}{0,30}entwickler(?:in)?|\\p{L}{0,30}berater(?:in)?|prokurist(?:in)?|\\p{L}{0,30}referent(?:in)?|sachbearbeiter(?:in)?|\\p{L}{0,30}beauftragte[rn]?|gründer(?:in)?|\\p{L}{0,30}manager(?:in)?';
const romance =
  'director[ae]?|directora|directeur|directrice|gerente|jef[ea]|responsable|ingenier[oa]|ingénieure?|comprador[a]?|acheteu(?:r|se)|president[ea]|fundador[a]?|propietari[oa]|due[ñn][oa]|encargad[oa]|administrador[a]?|gérante?|chef|direttore|direttrice|titolare';
const core = `(?:${english}|${german}|${romance})`;
/** `of Procurement`, `para América Latina`: what the office is about. */
const about =
  "(?: (?:of|for|de la|de los|de|del|des|du|der|für|di|para|in charge of) (?:the )?[\\p{L}&'-]+(?: (?:and|&|und|y|et|e) [\\p{L}'-]+| \\p{Lu}[\\p{L}'-]+){0,3})?";
const short = (titles: string): string =>
  `(?<![\\p{L}\\p{N}@.])(?:(?:Deputy|Group|Global|Regional|Interim|Acting) )?(?:${titles})(?![\\p{L}\\p{N}@])(?: (?:&|and) (?:co-?founder|founder|owner))?`;
const patterns: readonly RegExp[] = [
  new RegExp(
    `(?<![\\p{L}\\p{N}])(?:head|leiter(?:in)?|leitung|chef|director|directora|vp|svp|evp|vice president|jef[ea]|responsable|gerente)${about.replace(/\?$/, '')}`,
    'iu',
  ),
  new RegExp(`${short(chiefs)}(?: for [\\p{Lu}][\\p{L}'-]+)?`, 'u'),
  new RegExp(`${short(vicePresidents)}${about}`, 'u'),
  new RegExp(`(?<![\\p{L}\\p{N}@.])(?:[\\p{L}&/'-]{1,40} ){0,3}?${core}(?![\\p{L}@])${about}`, 'iu'),
];
const labelled =
  /^[ \t]*(?:job ?title|title|position|role|function|funktion|rolle|cargo|puesto|fonction|poste|职位|职务|役職)[ \t]*[:：][ \t]*([^\n]{2,120})$/imu;
const han =
  /(?:首席\p{Script=Han}{2,3}官|(?:副?总|项目|产品|销售|采购|市场|技术|人事|财务|区域|部门|客户)?(?:经理|总监|主管|工程师|主任|董事长|总裁|部长|采购员|负责人|課長|部長))/u;
/** Where one thing that is said about somebody ends, and the next begins. */
const border =
  /[,;\n|()•·–—:：，。；、]| - | \/ |\b(?:at|@|from|with|who|wants?|would|needs?|is looking|met|spoke|talked|called|bei|von|vom|möchte|sucht|braucht|will|quiere|necesita|busca|en|chez|veut|and wants)\b/giu;
/** Words before a title that are not part of it. */
const fillers =
  /^(?:(?:the|our|their|his|her|a|an|is|was|as|new|als|ist|die|der|das|deren|unser(?:e|en)?|ein(?:e|en)?|es|la|el|los|un|una|su|est|le|leur|une|de)\s+)+/iu;

function pieces(text: string, taken: readonly Span[]): Span[] {
  const cuts = [
    ...taken,
    ...[...text.matchAll(border)].map((match) => ({ start: match.index, end: match.index + match[0].length })),
  ].sort((a, b) => a.start - b.start);
  const found: Span[] = [];
  let at = 0;
  for (const { start, end } of [...cuts, { start: text.length, end: text.length }]) {
    if (start > at) found.push({ start: at, end: start });
    at = Math.max(at, end);
  }
  return found;
}

const maxWords = 8;

function inPiece(text: string, { start, end }: Span): FoundTitle | undefined {
  const piece = text.slice(start, end);
  for (const pattern of patterns) {
    const match = pattern.exec(piece);
    if (!match) continue;
    const lead = fillers.exec(match[0])?.[0].length ?? 0;
    const value = oneLine(match[0].slice(lead)).replace(
      / (?:de|del|of|for|di|du|der|für|para|and|y|und)(?: (?:la|los|the))?$/iu,
      '',
    );
    const from = start + match.index + lead;
    if (value === '' || value.split(' ').length > maxWords) continue;
    return {
      reading: reading(value, 'high', 'is the name of an office'),
      start: from,
      end: start + match.index + match[0].length,
    };
  }
  return undefined;
}

/** What somebody is called in their company. `taken` is what is known to be something else. */
export function findTitle(text: string, taken: readonly Span[]): FoundTitle | undefined {
  const label = labelled.exec(text);
  if (label?.[1]) {
    const end = label.index + label[0].length;
    return { reading: reading(oneLine(label[1]), 'high', 'named as such'), start: label.index, end };
  }
  const chinese = han.exec(text);
  if (chinese) {
    const span = { start: chinese.index, end: chinese.index + chinese[0].length };
    return { ...span, reading: reading(chinese[0], 'high', 'is the name of an office') };
  }
  for (const piece of pieces(text, taken)) {
    const found = inPiece(text, piece);
    if (found) return found;
  }
  return undefined;
}
