/** What all of it is for, in a sentence: said to who says hello. */
export const purpose =
  'I plan work, watch its risks, change code and tell people what happened; nothing outside changes before somebody approved it.';
