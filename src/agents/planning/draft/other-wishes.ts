const changes =
  /^(?:(?:plan\s+)?#?\d{1,9}\b[:,]?\s*)?(?:change|move|remove|delete|rename|assign|unassign|shift|postpone)\b/i;
const number = /^(?:plan\s*)?#?(\d{1,9})$/i;

const ask = 'Say “plan show” for the latest plan, “plan list” for all of them, or what should be reached to make one.';
const order =
  'This reads like an order about a plan that is there already. Say “plan show 3”, “plan change plan 3: move 2.1 to Dec 3”, “plan issues 3” or “plan delete plan 3”, with its number; “plan list” shows all.';

/** Nobody reaches a goal by these, when a plan, or all there is, stands behind them. */
const orders = [
  'show|display|list|print|export|share|send|draw|copy|duplicate|clone|merge|delete|remove|drop|clear|archive|move|shift|postpone|change|update|rename',
  'zeige?|verschiebe?|lösche?|kopiere?|ändere?|drucke?',
  'montre|affiche|supprime|efface|déplace|copie|muestra|borra|elimina|mueve|copia|mostra|cancella|sposta',
].join('|');
const aPlan =
  '(?:(?:pl[aá]n|plano|piano)s?|gantt(?:\\s+chart)?|critical\\s+path|schedule|planung)(?:\\s*#?\\d{1,9})?(?![\\p{L}])[^\\n]{0,60}';
const everything = '(?:everything|all|all\\s+of\\s+(?:it|them)|it|them|alles|alle|tout|todo|tutto)[.!]?';

const isOrder = new RegExp(`^(?:${orders})\\s+(?:${everything}$|(?:[^\\n]{0,60}[\\s'’])?${aPlan}$)`, 'iu');

/** What is no goal, as a whole: nobody plans to be asked. */
const others: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:(?:cancel|drop|stop|kill)\s+(?:(?:the|this|my|our)\s+)?(?:plan\b.*|it)|cancel)$/is,
    'Say “plan delete plan 3”, with the number of the plan; “plan list” shows all.',
  ],
  [
    /^(?:undo|revert|back)(?:\s+(?:it|that|this|the\s+last\s+(?:plan|change)))?[.!]?$/i,
    'Say “undo” alone to see what can be undone, “plan restore 3” for a plan that was deleted.',
  ],
  [/^(?:status|state|progress|overview|info|details?|show|display|see|open|start|help)[.!]?$/i, ask],
  [/^(?:show|display|see|print)\s[^\n]*\bplans?\b[^\n]*$/i, ask],
  [
    /^(?:what|which|who|whom|whose|when|where|why|how|is|are|does|do|did|can|could|will)\b[^\n]*\?$/i,
    `This reads like a question. ${ask}`,
  ],
  [
    /^(?:what|which|who|whose|when|where)(?:['’]s|\s+(?:is|are|was|were|does|do|did|has|have|will))\b/i,
    `This reads like a question. ${ask}`,
  ],
  [
    /^(?:make|create|open|file)\s+(?:the\s+)?(?:gitlab\s+)?issues\b/i,
    'Say “plan issues 3”, with the number of the plan; “plan list” shows all.',
  ],
];

/** Somebody asks for another thing than a new plan; what they should say. */
export function meantOtherwise(goal: string): string | undefined {
  const text = goal.trim();
  const found = number.exec(text)?.[1];
  if (found !== undefined)
    return `Say “plan show ${found}” to see plan ${found}, or what should be reached to make a new one.`;
  const other = others.find(([words]) => words.test(text));
  if (other) return other[1];
  const isChange =
    changes.test(text) && (/\bplan\b/i.test(text) || /\b\d+\.\d+\b/.test(text) || /^(?:plan\s+)?#?\d/i.test(text));
  if (isChange)
    return 'This reads like a change. Say “plan change plan 3: move 2.1 to Dec 3”, with the number of the plan.';
  return isOrder.test(text) ? order : undefined;
}
