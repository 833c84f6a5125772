import type { RiskResponse } from '../../core/index.ts';

/** What people worry about, by their words, with what is usually done about it. */
export interface WorryKind {
  words: RegExp;
  category: string;
  impact: number;
  response: RiskResponse;
  mitigation: string;
  trigger: string;
  /** Tasks that it touches, by their names. */
  tasks?: RegExp;
}

/** The first that fits is taken. */
export const worryKinds: readonly WorryKind[] = [
  {
    words:
      /\b(?:leav(?:es?|ing)|quits?|resign\w*|retir\w*|parental|maternity|vacation|holidays?|on leave|ill|sick\w*|absent|absence|away|unavailable)\b/i,
    category: 'People',
    impact: 3,
    response: 'reduce',
    mitigation: 'Let a second person work on the same tasks from now on, and have the knowledge written down before.',
    trigger: 'A date is fixed, or a hand-over is put off.',
  },
  {
    words:
      /\b(?:suppliers?|vendors?|contractors?|agency|agencies|freelancers?|deliver(?:y|ies)|shipping|manufacturer)\b/i,
    category: 'Suppliers',
    impact: 4,
    response: 'transfer',
    mitigation: 'Agree in writing on interim dates and on what happens when they pass, and know a second supplier.',
    trigger: 'A promised interim date passes without a result.',
    tasks: /\b(?:suppliers?|vendors?|contractors?|agency|deliver\w*|orders?|procure\w*|purchas\w*)\b/i,
  },
  {
    words: /\b(?:budget|money|costs?|expensive|funding|price|pay(?:ment|s)?|invoice|currency)\b/i,
    category: 'Money',
    impact: 4,
    response: 'reduce',
    mitigation: 'Compare what is spent with what is done every two weeks, and agree now on what is cut first.',
    trigger: 'Spending is a tenth ahead of the work.',
  },
  {
    words: /\b(?:legal|law(?:yers?)?|gdpr|privacy|complian\w*|regulat\w*|licen[cs]\w*|contracts?|permits?)\b/i,
    category: 'Legal',
    impact: 4,
    response: 'reduce',
    mitigation: 'Send the question to the lawyers this week, with the date by which an answer is needed.',
    trigger: 'The answer asks for more papers.',
    tasks: /\b(?:legal|contracts?|complian\w*|gdpr|privacy|licen[cs]\w*|permits?)\b/i,
  },
  {
    words: /\b(?:approv\w*|sign[- ]?offs?|decision|decide|management|board|steering)\b/i,
    category: 'Decisions',
    impact: 3,
    response: 'reduce',
    mitigation: 'Book the date with who decides now, say what is needed by when, and what happens without it.',
    trigger: 'The date is a week away, and the papers are not with who decides.',
    tasks: /\b(?:approv\w*|sign[- ]?offs?|decision|decide)\b/i,
  },
  {
    words: /\b(?:security|hack\w*|breach|leak\w*|attack\w*|vulnerab\w*|phishing)\b/i,
    category: 'Security',
    impact: 5,
    response: 'reduce',
    mitigation: 'Review the draft with security before it is built, and rehearse what is done when it happens.',
    trigger: 'A finding or an alert that nobody looks at within a day.',
    tasks: /\b(?:security|penetration|access)\b/i,
  },
  {
    words: /\b(?:data|migrat\w*|import\w*|legacy|records?)\b/i,
    category: 'Data',
    impact: 4,
    response: 'reduce',
    mitigation: 'Try it once with a real copy, count what does not fit, and keep a way back.',
    trigger: 'The trial loses or changes records.',
    tasks: /\b(?:data|migrat\w*|import\w*|legacy)\b/i,
  },
  {
    words:
      /\b(?:servers?|performance|slow|outage|down(?:time)?|crash\w*|api|integrat\w*|interfaces?|technolog\w*|bugs?|code|software|cloud|hardware|network)\b/i,
    category: 'Technology',
    impact: 4,
    response: 'reduce',
    mitigation: 'Try the part that nobody has done before first, with real data, in a few days.',
    trigger: 'The trial does not work as described.',
    tasks: /\b(?:api|integrat\w*|interfaces?|connect\w*|server|network)\b/i,
  },
  {
    words: /\b(?:requirements?|scope|change requests?|changes? (?:its|their|the) mind|unclear|vague|wishes)\b/i,
    category: 'Scope',
    impact: 3,
    response: 'reduce',
    mitigation: 'Write down in one page what is in and what is not, and let who pays agree to it.',
    trigger: 'Somebody asks for something that is not in the plan.',
  },
  {
    words: /\b(?:customers?|clients?|users?|stakeholders?|partners?|departments?|competitors?|market)\b/i,
    category: 'Stakeholders',
    impact: 3,
    response: 'reduce',
    mitigation: 'Show them something early, agree on who speaks for them, and book their time now.',
    trigger: 'Two meetings with them were moved or called off.',
    tasks: /\b(?:customers?|clients?|users?|stakeholders?|partners?)\b/i,
  },
  {
    words: /\b(?:deadlines?|late|delay\w*|time|schedule|too (?:short|tight|soon)|slips?)\b/i,
    category: 'Schedule',
    impact: 4,
    response: 'reduce',
    mitigation: 'Decide now what is left out first when time runs short, and look at the dates every week.',
    trigger: 'A critical task ends later than planned.',
  },
  {
    words:
      /\b(?:hir(?:e|ing)|recruit\w*|team|staff\w*|people|person|developers?|skills?|experience\w*|overload\w*|motivation|new colleagues?)\b/i,
    category: 'People',
    impact: 3,
    response: 'reduce',
    mitigation: 'Say which tasks need it, and who could help out for a time.',
    trigger: 'A task waits for somebody who can do it.',
  },
  {
    words: /\b(?:quality|test\w*|faults?|errors?|defects?)\b/i,
    category: 'Quality',
    impact: 4,
    response: 'reduce',
    mitigation: 'Check each phase’s result by somebody who did not make it, and plan time to repair what is found.',
    trigger: 'A fault is found after a task was called finished.',
    tasks: /\b(?:test\w*|review\w*|accept\w*)\b/i,
  },
];

export const otherWorry: WorryKind = {
  words: /(?:)/,
  category: 'Other',
  impact: 3,
  response: 'reduce',
  mitigation: 'Name somebody who watches it, and agree on what is done when it begins to happen.',
  trigger: 'The first sign of it: say here what that is.',
};
