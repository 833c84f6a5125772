const events =
  /(?<![\p{L}])(?:launch(?:es|ed)?|go(?:es|ing)?[- ]live|release|publish(?:ed)?|ship|open(?:s|ing)?|deliver(?:y|s)?|hand[- ]?over|submi(?:t|ssion)|kick[- ]?off|beta|alpha|mvp|prototype|demo|pilot|deadline|party|conference|live gehen|veröffentlichen|eröffn(?:en|ung)|abgabe|übergabe|start(?:schuss)?)(?![\p{L}])/iu;
const maxWords = 5;

/** What happens on a day and takes no time. */
export const isEvent = (text: string): boolean => events.test(text) && text.trim().split(/\s+/).length <= maxWords;

const ending =
  /^(?:(?:we|it)\s+)?(?:launch|go(?:es)?[- ]live|release|ship|open|deliver|hand (?:it )?over|submit|publish|live gehen|(?:gehen wir|wir gehen) live|veröffentlichen|eröffnen)(?![\p{L}])/iu;

/** The last step of a plan, when it is only the moment in which all is there. */
export const isEnding = (text: string): boolean => ending.test(text) && text.trim().split(/\s+/).length <= maxWords;
