const referring =
  /\b(?:its?|their|them|these|those|then|the same)\b|\b(?:about|of|with|for|to|from|do|show|change) (?:that|this)\b|\b(?:that|this)[\s.?!]*$/i;
const looked = 300;

/** Whether words speak of something that was talked of before: `show it`, `what about that`. */
export const refersBack = (text: string): boolean => referring.test(text.slice(0, looked));
