import { foundIn, given, numberOf, quotesIn } from '../../core/index.ts';
import { readPlanWords } from './draft/plan-words.ts';

const plan =
  '(?:(?:rough|detailed|short|first|complete|new|project|quick|simple)\\s+)*(?:project plan|plan|road ?map|time ?line|schedule|gantt(?: chart)?|work breakdown(?: structure)?|breakdown)';
const making =
  '(?:make|create|draw up|draft|put together|set up|work out|prepare|build|give (?:me|us)|show (?:me|us)|do|sketch(?: out)?|produce|get (?:me|us)|(?:i|we) (?:need|want)|need|come up with|write)';
const link = '(?:\\s*(?:please|pls))?(?:\\s*[:,–-]|\\s+(?:for|of|to|on how to|on|about|that gets us to|with))?\\s+';

/** What a request for a plan begins with, before the goal. */
const begins: readonly RegExp[] = [
  new RegExp(`^${making}\\s+(?:me |us )?(?:an?\\s+|the\\s+|our\\s+)?${plan}${link}`, 'i'),
  new RegExp(`^(?:an?\\s+)?${plan}(?:\\s*(?:please|pls))?\\s*(?:[:,–-]|for|of)\\s*`, 'i'),
  /^(?:(?:bitte\s+)?(?:erstell|mach|schreib|entwirf|zeichne)e?(?:\s+(?:mir|uns|bitte)){0,2}\s+)?(?:einen|ein|den)\s+(?:groben\s+|neuen\s+|kurzen\s+)?(?:projekt|zeit|ablauf)?plan\s+(?:für|zu|zum|zur|über)\s+/iu,
  /^(?:please\s+)?(?:break|split)(?: up| down)? (?:the work |the tasks )?(?:for |of )?/i,
  /^(?:plan out|lay out(?: the tasks)?(?: for)?|estimate(?: the work)?(?: for)?|structure the work for|schedule)\s+/i,
  /^(?:which|what) (?:steps|tasks|work) (?:are|is) needed to\s+/i,
  /^(?:which|what) (?:steps|tasks|work) would (?:get|bring|take) us to\s+/i,
  /^what (?:would|does|will) it take to\s+/i,
  /^(?:\S+ (?:asked|asks|wants to know|wonders)(?: me| us)?,? )?how (?:long|much time) (?:(?:would|will|does|do) (?:it|we|that)|it (?:would|will)) (?:take|need)(?: us)? to\s+/i,
  /^how (?:do|can|could) we (?:get to |reach )?/i,
  /^(?:our|the|my) goal is (?:to\s+)?/i,
  /^(?:we|i|our team)(?:['’]d| would)?\s+(?:have to|need to|must|want to|like to|should|shall|are going to|am going to|plan to|are about to)\s+/i,
];

/** What it ends with, behind the goal. */
const ends: readonly RegExp[] = [
  /[\s,]+(?:bitte\s+)?(?:erstellen|machen|anlegen|entwerfen|schreiben)[\s.!?]*$/i,
  /[\s,;.–-]+(?:can|could|would) you (?:please )?(?:break|split|turn|plan|make|put|structure|lay|work)\b[^.?!]*[.?!]*$/i,
  /[\s,;.–-]+(?:please\s+)?(?:break|split) (?:that|it|this) (?:down|up|in)[^.?!]*[.?!]*$/i,
  /[\s,;.–-]+(?:what|which) (?:steps|tasks) [^.?!]*[.?!]*$/i,
  /[\s,;.–-]+(?:what has to be done|what would that look like|what does that look like(?: on a time ?line)?|how long will (?:it|that) take)\s*[.?!]*$/i,
  /\s+(?:in)?to (?:steps|tasks|work packages)(?: with dates)?(?=\s*[,.!?]|\s*$)/i,
  /\s*\?\s*$/,
];

/** `… certified. Please draw up a project plan beginning 1 September`: the request in the middle of what it is about. */
const between = new RegExp(
  `[.?!]\\s+(?:please\\s+)?${making}\\s+(?:me |us )?(?:an?\\s+|the\\s+)?${plan}\\s+(?=\\p{L})`,
  'iu',
);
const length = /\b\d+(?:[./]\d+)*\s?(?:d|w|h|days?|weeks?|hours?)\b|\bmilestone\b/i;

/** Tasks in one line, each with how long it takes, as lines. */
function asLines(goal: string): string {
  const [list = '', ...sentences] = goal.split(/(?<=[.?!])\s+/);
  const tasks = list.replace(/[.?!]$/, '').split(/,\s+(?=\p{Lu})/u);
  if (tasks.length < 2 || !tasks.every((task) => length.test(task))) return goal;
  return [...tasks, ...sentences].join('\n');
}

/** The goal without what only asks for a plan of it. */
function goalIn(text: string): string {
  const begun = begins.reduce((words, each) => words.replace(each, ''), text.trim());
  const goal = ends.reduce((words, each) => words.replace(each, ''), begun.replace(between, ', '));
  const bare = goal.replace(/^[\s:,–-]+|\s+$/g, '').replace(/\?\s+/g, '. ');
  const plain = bare.replace(/^["“]([^"“”]{3,300})["”]/, '$1');
  return plain === '' ? text.trim() : asLines(plain);
}

const startsOn =
  /^(?:when .{0,60}?\bif )?(?:we|it|i)?\s*(?:can |could |would )?(?:start|begin)s?\s+(?:on\s+)?(.{3,40}?)[.?!]?$/i;

/** What a plan is wanted of. Behind a list of tasks, when they begin is no task. */
export function planWanted(text: string): Record<string, unknown> {
  const read = readPlanWords(goalIn(text));
  const lines = typeof read.tasks === 'string' ? read.tasks.split('\n') : [];
  const start = lines.map((line) => foundIn(line, startsOn)).find((each) => each !== undefined);
  if (start === undefined) return read;
  return { ...read, tasks: lines.filter((line) => !startsOn.test(line)).join('\n'), start };
}

/** Which plan a sentence speaks of. */
export const planNamed = (text: string): Record<string, unknown> => given({ plan: numberOf('plan', text) });

/** The same by its number or by its title in quotes. */
export const planMeant = (text: string): Record<string, unknown> => {
  const plan = numberOf('plan', text);
  return given({ plan, title: plan === undefined ? quotesIn(text)[0] : undefined });
};

const ofPlan =
  /\s*\b(?:for|in|of|to|on|pls adapt|please adapt|adapt|change|update)?\s*(?:the\s+)?plan\s*(?:no\.?|number)?\s*#?\d{1,9}\b\s*:?\s*/i;

/** `the pilot starts a week later in plan 3`: the plan, and what is to be changed in it. */
export function planChanged(text: string): Record<string, unknown> {
  const found = planNamed(text);
  const changes = (found.plan === undefined ? text : text.replace(ofPlan, ' '))
    .replace(/\s+/g, ' ')
    .replace(/[\s,;]+$/, '')
    .trim();
  return { ...found, ...given({ changes }) };
}
