/** Big cities that the zone database does not name, and how other languages call those that it does. */
const cities: Readonly<Record<string, string>> = {
  'Africa/Johannesburg': 'cape town, kapstadt, durban, pretoria',
  'America/Chicago': 'houston, dallas, austin, minneapolis, st louis',
  'America/Denver': 'salt lake city',
  'America/Los_Angeles': 'san francisco, seattle, san diego, las vegas, san jose, portland, silicon valley',
  'America/Mexico_City': 'ciudad de mexico, guadalajara, monterrey',
  'America/New_York': 'nyc, nueva york, boston, washington, washington dc, miami, atlanta, philadelphia',
  'America/Sao_Paulo': 'rio de janeiro, rio, brasilia',
  'America/Toronto': 'montreal, ottawa, quebec',
  'America/Vancouver': 'victoria bc',
  'Asia/Dubai': 'abu dhabi',
  'Asia/Ho_Chi_Minh': 'saigon, hanoi',
  'Asia/Jerusalem': 'tel aviv, haifa',
  'Asia/Kolkata':
    'calcutta, kalkutta, bangalore, bengaluru, mumbai, bombay, delhi, new delhi, hyderabad, chennai, pune',
  'Asia/Shanghai': 'beijing, peking, shenzhen, guangzhou',
  'Asia/Singapore': 'singapur',
  'Asia/Tokyo': 'osaka, kyoto, tokio, nagoya',
  'Australia/Sydney': 'canberra',
  'Europe/Athens': 'athen, atenas, athenes',
  'Europe/Berlin':
    'munich, munchen, hamburg, frankfurt, cologne, koln, stuttgart, dusseldorf, leipzig, dresden, germany, deutschland',
  'Europe/Brussels': 'brussel, bruxelles, bruselas, antwerp',
  'Europe/Copenhagen': 'kopenhagen, copenhague',
  'Europe/Istanbul': 'ankara',
  'Europe/Kyiv': 'kiev, kiew',
  'Europe/Lisbon': 'lissabon, lisboa, lisbonne, porto',
  'Europe/London': 'londres, manchester, edinburgh, cambridge, oxford, bristol, glasgow',
  'Europe/Madrid': 'barcelona, valencia, sevilla',
  'Europe/Moscow': 'moskau, moscu, moscou',
  'Europe/Paris': 'lyon, marseille, toulouse, france',
  'Europe/Prague': 'prag, praga',
  'Europe/Rome': 'rom, roma, milan, mailand, milano, turin, naples',
  'Europe/Stockholm': 'gothenburg, estocolmo',
  'Europe/Vienna': 'wien, viena, vienne, graz',
  'Europe/Warsaw': 'warschau, varsovia, krakow',
  'Europe/Zurich': 'geneva, genf, geneve, basel, bern',
  'Pacific/Auckland': 'wellington',
};

/** Abbreviations that mean one place for those who write them. */
const abbreviations: Readonly<Record<string, string>> = {
  utc: 'UTC',
  gmt: 'UTC',
  cet: 'Europe/Berlin',
  cest: 'Europe/Berlin',
  mez: 'Europe/Berlin',
  mesz: 'Europe/Berlin',
  est: 'America/New_York',
  edt: 'America/New_York',
  ct: 'America/Chicago',
  cdt: 'America/Chicago',
  mst: 'America/Denver',
  mdt: 'America/Denver',
  pt: 'America/Los_Angeles',
  pst: 'America/Los_Angeles',
  pdt: 'America/Los_Angeles',
  jst: 'Asia/Tokyo',
  aest: 'Australia/Sydney',
  aedt: 'Australia/Sydney',
};

/** Each means several places. */
export const ambiguousZones: Readonly<Record<string, string>> = {
  ist: 'Asia/Kolkata, Europe/Dublin or Asia/Jerusalem',
  cst: 'America/Chicago or Asia/Shanghai',
  bst: 'Europe/London or Asia/Dhaka',
  ast: 'America/Halifax or Asia/Riyadh',
};

/** Letters without their accents, in small letters. */
export const plainLetters = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss').toLowerCase();

/** What our runtime still calls by its older name. */
const renamed: Readonly<Record<string, string>> = {
  'America/Godthab': 'America/Nuuk',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Europe/Kiev': 'Europe/Kyiv',
};
/** Names of places that are words, too. */
const words = /^(easter|center|knox|oral|wake|truk|north|canary)$/;

function allZones(): ReadonlyMap<string, string> {
  const known = new Map<string, string>();
  for (const listed of Intl.supportedValuesOf('timeZone')) {
    const zone = renamed[listed] ?? listed;
    known.set(listed.toLowerCase(), zone).set(zone.toLowerCase(), zone);
    if (!zone.includes('/') || zone.startsWith('Etc/') || zone.startsWith('Antarctica/')) continue;
    for (const name of [zone, listed]) {
      const city = plainLetters(name.split('/').at(-1) ?? '').replaceAll('_', ' ');
      if (!words.test(city)) known.set(city, zone);
    }
  }
  for (const [zone, names] of Object.entries(cities)) for (const name of names.split(', ')) known.set(name, zone);
  for (const [name, zone] of Object.entries(abbreviations)) known.set(name, zone);
  return known;
}
let kept: ReadonlyMap<string, string> | undefined;
/** Made when the first zone is looked for: there are hundreds. */
const byName = (): ReadonlyMap<string, string> => {
  kept ??= allZones();
  return kept;
};

/** An older name of a zone, such as `US/Pacific`, is one as well. */
function canonical(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** An IANA name, a big city or an abbreviation; `undefined` for anything else. */
export function findZone(name: string): string | undefined {
  const typed = plainLetters(name);
  const known = byName();
  const found = known.get(typed) ?? known.get(typed.replaceAll('_', ' ')) ?? known.get(typed.replaceAll(' ', '_'));
  if (found) return found;
  return /^[a-z]+\/[a-z_/+-]+$/.test(typed) ? canonical(typed) : undefined;
}

/** The longest name of a place has so many words. */
const longestZone = 4;

/** The zone that stands at a place of some words, and how many words its name has. */
export function zoneAt(words: readonly string[], at: number): { zone: string; count: number } | undefined {
  for (let count = Math.min(longestZone, words.length - at); count > 0; count -= 1) {
    const zone = findZone(words.slice(at, at + count).join(' '));
    if (zone) return { zone, count };
  }
  return undefined;
}

/** The zone that some words end with. */
export function zoneAtEnd(words: readonly string[]): { zone: string; count: number } | undefined {
  for (let count = Math.min(longestZone, words.length); count > 0; count -= 1) {
    const zone = findZone(words.slice(-count).join(' '));
    if (zone) return { zone, count };
  }
  return undefined;
}
