/** What says that nobody shall follow up, in some languages. */
const none =
  /(?<!\p{L})(?:no|not any|without(?:\s(?:an?y|a))?) (?:further |more )?follow[- ]?ups?(?!\p{L})|(?<!\p{L})follow[- ]?up (?:is )?(?:not|un)[ -]?(?:needed|necessary|required)|(?<!\p{L})(?:kein(?:e|en)?|ohne) (?:weiteren? )?(?:follow[- ]?up|rückruf|wiedervorlage|nachfass)|(?<!\p{L})sin seguimiento|(?<!\p{L})(?:pas de|sans) (?:suivi|relance)|(?:无需|不需要|不用)跟进/iu;
/** Forbids to reach somebody; together with a day it may mean another than that. */
const forbidden =
  /(?<!\p{L})(?:do not|don't|dont|never|please not) (?:call|phone|ring|contact|follow up|e-?mail|write|reach out|visit)(?!\p{L})|(?<!\p{L})nicht (?:mehr )?(?:anrufen|kontaktieren|anschreiben)|(?<!\p{L})no (?:llamar|contactar)|(?:不要|请勿)(?:联系|打电话)/iu;
const gone =
  /(?<!\p{L})(?:has left|have left|left (?:the )?(?:company|firm)|no longer (?:works?|is|with|at)|does not work|doesn't work|hat .{1,60} verlassen|arbeitet nicht mehr|ya no trabaja|ne travaille plus)(?!\p{L})/iu;
const moved = /(?<!\p{L})(?:now (?:at|with|works?)|joined|moved to|jetzt bei|ahora en|maintenant chez)(?!\p{L})/iu;

const find = (pattern: RegExp, text: string): string | undefined => pattern.exec(text)?.[0];

/** The words by which somebody wants no follow-up. */
export const withoutFollowUp = (text: string, hasDay: boolean): string | undefined =>
  find(none, text) ?? (hasDay ? undefined : find(forbidden, text));

/** The words by which somebody is no longer where they were, and nothing says where they are now. */
export const hasLeft = (text: string): string | undefined => (moved.test(text) ? undefined : find(gone, text));
