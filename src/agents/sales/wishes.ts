import { oneLine, type Reading, reading } from './reading.ts';

const wants: readonly RegExp[] = [
  /\b(?:wants?|wanted|would (?:like|love)|i'd (?:like|love)|interested in|looking for|needs?|asked (?:for|about)|asks (?:for|about)|requests?|requested|inquired about|keen on)\s+(?:to\s+)?(.+)/iu,
  /(?<!\p{L})(?:möchten?|wünscht(?: sich)?|interessiert sich für|interessiert an|interesse an|sucht|suchen|braucht|brauchen|benötigt|hätten? gerne?|fragt nach|wollen|will)\s+(.+)/iu,
  /(?<!\p{L})(?:quieren?|quisiera|desea|le interesan?|interesad[oa] en|buscan?|necesitan?|pide|solicita)\s+(.+)/iu,
  /(?<!\p{L})(?:veut|voudrai[ts]|voudrions|aimerais|souhaite|intéressée? par|cherche|a besoin d[e'])\s*(.+)/iu,
  /(?:想要?|希望|需要|咨询|感兴趣的是)(?!联系)([^，。；！？\n]{2,60})/u,
  /对([^，。；！？\n]{2,60}?)(?:感兴趣|有兴趣)/u,
];
const clauseEnd =
  /[.;!?\n。！？；](?:\s|$)|\n|。|[,，]\s*(?=(?:about|approx|around|ca\.?|circa|etwa|rund|unos|大约|约|budget|phone|tel|call|e-?mail|mail|his|her|their|reach|please|bitte|but|aber|and we|we|i\b|\+|\d))|\s*[(<]?\S+@\S+|\s+\+\d/iu;
const maxLength = 200;
const minLength = 2;
/** The end of a wish is looked for in so much of the text: no search through long stretches again and again. */
const maxClause = 1_000;

const collapsed = (text: string): string => text.replace(/[^\S\n]+/g, ' ');

/** What somebody wants, in the text's own words. */
export function findInterest(text: string, dateWords: string): Reading | undefined {
  const [words, date] = [collapsed(text), collapsed(dateWords)];
  for (const pattern of wants) {
    const found = pattern.exec(words)?.[1]?.slice(0, maxClause);
    if (found === undefined) continue;
    const end = clauseEnd.exec(found)?.index ?? found.length;
    const clause = oneLine(date === '' ? found.slice(0, end) : found.slice(0, end).replace(date, ''))
      .replace(/\s+(?:on|by|at|am|bis|el|until|before|für|for|le)$/iu, '')
      .replace(/[,;:\s]+$/, '');
    if (clause.length >= minLength)
      return reading(clause.slice(0, maxLength), 'high', 'is what the text says they want');
  }
  return undefined;
}

const amount = '\\d{1,3}(?:[., ]?\\d{3})*(?:[.,]\\d+)?';
const about =
  '(?:(?:about|around|approx(?:\\.|imately)?|roughly|some|over|more than|at least|up to|~|ca\\.?|circa|etwa|rund|mindestens|über|unos|unas|alrededor de|aproximadamente|más de|environ|大约|约) ?)?';
const seats = new RegExp(
  `(${about}(?<![\\p{Script=Latin}\\p{N}.])${amount}(?:k)?(?: ?(?:-|–|to|bis|a) ?${amount})?[ -]?(?:seats?|users?|licen[cs]es?|workplaces?|employees|people|plätzen?|arbeitsplätzen?|nutzer(?:n|innen)?|lizenzen|mitarbeiter(?:n|innen)?|usuarios|licencias|puestos|empleados|utilisateurs|licences|postes|个?席位|个?用户|人|个账号))(?!\\p{L})`,
  'iu',
);
const currency = '(?:€|\\$|£|¥|US\\$|eur(?:os?)?|usd|gbp|chf|cny|rmb|dollars?|euro|pesos|元|人民币)';
const money = new RegExp(
  `(${about}(?:${currency} ?${amount} ?(?:k|m|million|mio\\.?|tsd\\.?|万)?|(?<![\\p{Script=Latin}\\p{N}.])${amount} ?(?:k|m|mio\\.?|tsd\\.?|万|mil)? ?${currency})(?: ?(?:per|a|pro|al|/) ?(?:year|month|seat|user|jahr|monat|nutzer|año|mes))?)(?![\\p{L}\\p{N}])`,
  'iu',
);

const verbatim = (text: string, pattern: RegExp, why: string): Reading | undefined => {
  const found = pattern.exec(text)?.[1];
  return found === undefined ? undefined : reading(oneLine(found), 'high', why);
};

export const findSeats = (text: string): Reading | undefined =>
  verbatim(text, seats, 'is a number of people or licences');
export const findBudget = (text: string): Reading | undefined => verbatim(text, money, 'is an amount of money');

const sources: readonly { pattern: RegExp; name: string }[] = [
  { pattern: /\b(?:webinar)\b/iu, name: 'Webinar' },
  {
    pattern:
      /(?<!\p{L})(?:trade ?(?:fair|show)|fair|expo|messe(?:stand)?|feria|salon|exhibition|congress|kongress|congreso|conference|konferenz|conferencia|convention|summit|booth)(?!\p{L})|展会|展览会|博览会|大会/iu,
    name: 'Trade Show',
  },
  {
    pattern:
      /\b(?:referred|referral|recommended|recommendation|introduced by|empfohlen|empfehlung|recomendad[oa]|recommandée?)\b|介绍|推荐/iu,
    name: 'Referral',
  },
  {
    pattern: /\b(?:web ?site|web ?form|contact form|kontaktformular|formulario|online form|newsletter)\b|官网|网站/iu,
    name: 'Web',
  },
  {
    pattern:
      /\b(?:called us|called in|phone call|phoned|cold call|rief an|angerufen|anruf von|telefonat|llamó|llamada|a appelé)\b|来电|电话咨询/iu,
    name: 'Phone Inquiry',
  },
];

/** How the contact came about, and the word that says so. */
export function findSource(text: string): Reading | undefined {
  for (const { pattern, name } of sources) {
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) return reading(name, 'medium', `the text says “${oneLine(found)}”`);
  }
  return undefined;
}
