const greeting =
  /^(?:hi|hello|hey|hallo|moin|servus|guten (?:morgen|tag|abend)|danke|also|good (?:morning|afternoon|evening)|ok(?:ay)?|so|well|now|and|also|thanks|thank you|cool|great|team|all|there|folks|everyone|adjutant|@adjutant)(?=[\s,.!:;–-])[\s,.!:;–-]*/i;
const asking =
  /^(?:please|kindly|(?:can|could|would|will) you(?: (?:please|kindly|maybe|perhaps|possibly|quickly))?|(?:can|could|may) (?:i|we) (?:please )?(?:get|have)|i(?:['’]d| would) (?:like|love)(?: you)? to|i(?:['’]d| would) (?:like|love)|i (?:want|need) you to|i want to|we want to|we(?:['’]d| would) like to|i need to|would you mind|let['’]?s|bitte|(?:kannst|könntest|würdest|magst) du(?: (?:mir|uns))?(?: bitte| mal)*|(?:können|könnten|würden) sie(?: (?:mir|uns))?(?: bitte)?|(?:ich|wir) (?:möchte|möchten|hätte gern|hätten gern|brauche|brauchen)|help (?:me|us)(?: to| with)?|do you think you could|is it possible to|it would be (?:great|nice) if you could|be so kind (?:and|to))(?=\s)\s+/i;

/** Without the greeting and the politeness that a request begins with: `Hi, could you please draft a post` is `draft a post`. */
export function withoutLeadIn(text: string): string {
  let words = text.trim();
  for (let left = 4; left > 0; left -= 1) {
    const shorter = words.replace(greeting, '').replace(asking, '');
    if (shorter === words || shorter === '') break;
    words = shorter;
  }
  return words;
}
