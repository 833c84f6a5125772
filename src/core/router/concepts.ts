import { stemmer } from 'stemmer';

/**
 * Words that ask for the same, by what they ask for. Verbs are everybody's; what things are called is said by the agents that have
 * them (`AgentSpec.calls`).
 */
const acts: Readonly<Record<string, string>> = {
  make: 'make create build generate produce prepare compose construct assemble develop put-together draw-up draw set-up work-out come-up-with lay-out sketch outline write formulate word develop need want design erstelle erstellen mach mache machen anlegen entwirf brauche brauchen',
  draft:
    'draft suggest idea variant wording brainstorm propose copy catchy compose entwirf entwerfen entwurf schreib schreibe formuliere',
  show: 'show display see view look open list print give get find tell let-me-see pull-up bring-up read zeig zeige zeigen anzeigen liste',
  ask: 'what which how who whose when where why is are does did has have can',
  change: 'change modify alter adjust edit update correct amend set turn',
  move: 'move shift push postpone delay extend prolong later earlier slip slide bring-forward put-off push-back',
  shorten: 'shorten shorter cut reduce less',
  delete:
    'delete remove drop discard scrap kill erase throw-away get-rid bin dump trash no-longer any-more anymore erase wipe wipe-out for-ever forever for-good once-and-for-all away-with scrap lösche lösch löschen entferne entfernen',
  restore:
    'restore recover undelete bring-back get-back back again revive reinstate reinstate bring-it-back get-it-back wiederherstellen zurückholen zurück',
  pause:
    'pause hold suspend stop halt freeze mute interrupt rest break sleep quiet silence freeze on-hold rest pausiere pausieren anhalten',
  resume: 'resume continue restart unpause unmute reactivate turn-on switch-on wake wake-up unfreeze back-on go-on',
  run: 'run fire trigger execute launch-now kick kick-off manually once-more additionally extra',
  now: 'now immediately right-away straight-away at-once instantly asap right-now',
  publish: 'publish tweet share release send post put-out announce broadcast veröffentliche',
  schedule: 'schedule plan-for',
  recurring:
    'every each weekly daily monthly regular regularly recurring automatic automatically weekday fortnightly biweekly always periodic quarterly',
  follow:
    'follow watch track monitor keep-an-eye keep-me-posted notify subscribe unfollow unwatch tell-me-when let-me-know keep-posted',
  approve: 'approve approved reject rejected sign-off signed-off allow allowed decide decided permit',
  past: 'did was were has happened changed deleted made asked approved published opened failed',
  worry:
    'worry worried afraid fear concern concerned nervous threaten danger dangerous wrong might could may fail chance feeling fire strike bankrupt insolvency delay late risky weak-spot weakness exposed',
  meet: 'met meet spoke talked called wrote visited interested wants asked inquiry enquiry introduced chatted',
  remind:
    'remind reminder call ring phone ping contact get-back follow-up write-to call-back reach-out touch-base chase visit meeting chase task nudge remember',
  rename:
    'rename replace swap substitute typo spelling misspelt misspelled spelt wording find-and-replace occurrence everywhere',
  upgrade: 'upgrade bump raise go-to newer latest migrate-to switch update',
  happened:
    'happened happening done achieved accomplished finished progress going-on missed miss news new went account progress up-to written',
  own: 'owner own belongs responsible takes-over takes-care assign assigned hand give-to',
};

/** Each word or row of words, as stems with hyphens between them, and the concepts that it is one of. */
export type Lexicon = ReadonlyMap<string, readonly string[]>;

const stemAll = (words: string): string =>
  words
    .split('-')
    .map((word) => stemmer(word))
    .join('-');

export function lexiconOf(things: readonly Readonly<Record<string, string>>[]): Lexicon {
  const lexicon = new Map<string, string[]>();
  for (const [kind, table] of [['act', acts] as const, ...things.map((each) => ['thing', each] as const)]) {
    for (const [concept, words] of Object.entries(table)) {
      for (const word of [concept, ...words.split(' ')]) {
        const key = stemAll(word);
        lexicon.set(key, [...new Set([...(lexicon.get(key) ?? []), `${kind}:${concept}`])]);
      }
    }
  }
  return lexicon;
}

/** The concepts that words speak of, in their order: a row of words counts before the words in it. */
export function conceptsOf(stems: readonly string[], lexicon: Lexicon): string[] {
  const found: string[] = [];
  for (let at = 0; at < stems.length; ) {
    const length = [3, 2, 1].find((count) => lexicon.has(stems.slice(at, at + count).join('-'))) ?? 0;
    found.push(...(length > 0 ? (lexicon.get(stems.slice(at, at + length).join('-')) ?? []) : []));
    at += length || 1;
  }
  return found;
}
