import type { RiskResponse } from '../../../core/index.ts';
import { hasCritical, listed, ownerOf, plural, type Rule } from '../facts.ts';
import { weightOf } from '../weight.ts';

/** Work that somebody outside of the team decides on, by the words of a task's name. */
interface Kind {
  key: string;
  words: RegExp;
  title: string;
  category: string;
  probability: number;
  response: RiskResponse;
  mitigation: string;
  trigger: string;
}

const kinds: readonly Kind[] = [
  {
    key: 'supplier',
    words:
      /\b(?:suppliers?|vendors?|contractors?|agency|agencies|procure\w*|purchas\w*|deliver(?:y|ies)|orders?|catering|venue|printer)\b/i,
    title: 'A supplier may be late or deliver something else',
    category: 'Suppliers',
    probability: 3,
    response: 'transfer',
    mitigation: 'Agree in writing on date, result and what happens when it is late, and know a second supplier.',
    trigger: 'A promised interim date passes without a result.',
  },
  {
    key: 'approval',
    words:
      /\b(?:approv\w*|sign[- ]?offs?|permits?|permission|works council|steering|board|management|decision|decide)\b/i,
    title: 'A decision may come late',
    category: 'Decisions',
    probability: 3,
    response: 'reduce',
    mitigation: 'Book the date with who decides now, say what is needed by when, and what happens without it.',
    trigger: 'The date for the decision is a week away, and its papers are not with who decides.',
  },
  {
    key: 'legal',
    words: /\b(?:legal|contracts?|complian\w*|gdpr|privacy|licen[cs]\w*|regulat\w*|insurance|certif\w*)\b/i,
    title: 'Legal questions may take longer than planned',
    category: 'Legal',
    probability: 3,
    response: 'reduce',
    mitigation: 'Send the questions to the lawyers in the first week, with the date by which an answer is needed.',
    trigger: 'An answer asks for more papers.',
  },
  {
    key: 'migration',
    words:
      /\b(?:migrat\w*|move (?:the )?(?:old )?data|import\w*|cut-?over|load what is there|legacy|data (?:transfer|cleaning|cleansing))\b/i,
    title: 'Old data may not fit',
    category: 'Technology',
    probability: 4,
    response: 'reduce',
    mitigation: 'Move a real copy once early, count what does not fit, and keep a way back until it is checked.',
    trigger: 'The trial move loses or changes records.',
  },
  {
    key: 'integration',
    words: /\b(?:integrat\w*|api|apis|interfaces?|connect\w*|webhooks?|single sign-on|sso|sync\w*)\b/i,
    title: 'The other system may behave differently from its description',
    category: 'Technology',
    probability: 3,
    response: 'reduce',
    mitigation:
      'Call the real system with real data in the first days, and agree on a person to ask on the other side.',
    trigger: 'A first call fails, or answers in a form that is not described.',
  },
  {
    key: 'hiring',
    words: /\b(?:hir(?:e|ing)|recruit\w*|onboard\w*|vacanc\w*|new colleagues?)\b/i,
    title: 'Positions may stay open longer than planned',
    category: 'People',
    probability: 4,
    response: 'accept',
    mitigation: 'Plan the first weeks without the new people, and know who could help out for a time.',
    trigger: 'No candidate is in the second round at half of the time.',
  },
  {
    key: 'security',
    words: /\b(?:security|penetration|pen-?test\w*|access rights)\b/i,
    title: 'A security finding may need changes late',
    category: 'Security',
    probability: 3,
    response: 'reduce',
    mitigation:
      'Review the draft with security before it is built, and leave time behind the review for what it finds.',
    trigger: 'A review finds something that has to be changed before it can go on.',
  },
  {
    key: 'customer',
    words: /\b(?:customers?|clients?|users?|stakeholders?|partners?|press|speakers?)\b/i,
    title: 'People outside of the team may answer late, or want something else',
    category: 'Stakeholders',
    probability: 3,
    response: 'reduce',
    mitigation: 'Show them something early, agree on who speaks for them, and book their time now.',
    trigger: 'Two meetings with them were moved or called off.',
  },
];

export const outsideRules: readonly Rule[] = kinds.map(
  ({ words, ...kind }): Rule =>
    (facts) => {
      const touched = facts.tasks.filter(({ name }) => words.test(name));
      if (touched.length === 0) return [];
      const verb = touched.length === 1 ? 'rests' : 'rest';
      return [
        {
          ...kind,
          key: `outside.${kind.key}`,
          reason: `${plural(touched.length, 'task')} of the plan ${verb} on it: ${listed(touched)}.${weightOf(touched, facts)}`,
          impact: hasCritical(touched) ? 4 : 3,
          owner: ownerOf(touched),
          tasks: touched,
        },
      ];
    },
);
