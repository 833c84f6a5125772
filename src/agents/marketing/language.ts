/** Words that tell English from its neighbours; what other languages use as well is in neither list. */
const english = new Set(
  'the and our we is are to of for with new from you your now this it its at by will be has have how why what that all free today tomorrow launch launches website week team event release opening'.split(
    ' ',
  ),
);
const others = new Set(
  'der die das und ist sind wir unser unsere unseren ein eine einen für mit von vom im zum zur ab auf nicht le les des et est nous notre une pour avec dans sur el los las y es nuestra nuestro para con del il di che per nostro het een wij onze voor met van op os uma nosso em não på och är vi vår det'.split(
    ' ',
  ),
);

const isLatin = (letter: string): boolean => /\p{Script=Latin}/u.test(letter);

/** Whether words of ours may stand beside it: only when it is English beyond doubt. */
export function isEnglish(text: string): boolean {
  const letters = [...text].filter((sign) => /\p{L}/u.test(sign));
  if (letters.length === 0 || letters.filter(isLatin).length < letters.length * 0.9) return false;
  const words = text.toLowerCase().match(/[\p{L}’']+/gu) ?? [];
  const count = (list: ReadonlySet<string>): number => words.filter((word) => list.has(word)).length;
  return count(english) > count(others);
}

/** Finite verbs and pronouns that a sentence has and a name or title has not. */
const verbs =
  /\b(is|are|was|were|has|have|had|will|can|could|should|would|must|may|do|does|did|we|you|they|it|i|ships?|shipped|launch(es|ed)|opens|opened|starts|started|begins|began|comes|came|arrives|arrived|goes|went|gets?|got|makes|made|cuts?|saves?|saved|helps|helped|shows|showed|brings?|brought|adds|added|joins|joined|hires|hired|wins|won|reaches|reached|raises|raised|turns|turned|celebrates|celebrated|hosts|offers|offered|runs|ran|works|worked|needs|meet|say|check|welcome|thank|follow|vote|join|see|read|try|visit|learn|come|watch|find|register|sign|book|order)\b|\b(we|you|they|it|i|here|there|that|let)['’](s|re|ve|ll|m|d)\b/i;

/** “Our new warehouse dashboard”: something with a name, of which nothing is said yet. */
export const isPhrase = (text: string): boolean => !/[.!?…]$/.test(text) && !verbs.test(text);
