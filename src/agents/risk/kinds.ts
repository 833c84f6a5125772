import type { RiskContent, RiskResponse } from '../../core/index.ts';

/** What usually goes wrong in one kind of project, with usual figures. */
interface Usual {
  key: string;
  title: string;
  category: string;
  probability: number;
  impact: number;
  response: RiskResponse;
  mitigation: string;
  trigger: string;
  /** Left out when the plan itself shows this one. */
  unless?: string;
}

interface Kind {
  /** Behind “for”. */
  what: string;
  /** By which a description of a project is known to be of this kind. */
  words: RegExp;
  risks: readonly Usual[];
}

type Row = readonly [
  key: string,
  title: string,
  category: string,
  probability: number,
  impact: number,
  mitigation: string,
  trigger: string,
  more?: { response?: RiskResponse; unless?: string },
];
const usual = ([key, title, category, probability, impact, mitigation, trigger, more = {}]: Row): Usual => ({
  key,
  title,
  category,
  probability,
  impact,
  response: 'reduce',
  mitigation,
  trigger,
  ...more,
});
const kind = (what: string, words: RegExp, rows: readonly Row[]): Kind => ({ what, words, risks: rows.map(usual) });

/** By the names of the planning agent's templates. */
export const kinds: Readonly<Record<string, Kind>> = {
  'api-integration': kind('an integration of two systems', /\b(?:integrat\w*|webhooks?|connector)\b/i, [
    [
      'limits',
      'The other side’s limits may be too low',
      'Technology',
      3,
      4,
      'Count the calls of a busy day now, and ask for higher limits in writing.',
      'A test under load is answered with “too many requests”.',
    ],
    [
      'conflicts',
      'Both sides may change the same record',
      'Data',
      3,
      3,
      'Decide for each field which side is right, before it is built.',
      'A field shows different values on the two sides.',
    ],
    [
      'changes',
      'The other side’s interface may change',
      'Technology',
      2,
      4,
      'Pin its version, and follow its announcements.',
      'An end date for the version that is used is announced.',
      { unless: 'outside.integration' },
    ],
  ]),
  'compliance-audit': kind(
    'an audit or a certification',
    /\b(?:audit|certification|complian\w*|iso ?\d{4,5}|soc ?2)\b/i,
    [
      [
        'evidence',
        'Evidence may be missing for months that are over',
        'Legal',
        3,
        5,
        'Collect evidence from the first day, and look every week for controls that have none.',
        'A control has no evidence for the last month.',
      ],
      [
        'daily',
        'Rules may stand on paper only',
        'People',
        3,
        4,
        'Put each rule into the daily tools, and ask people about it at random.',
        'Somebody asked at random does not know the rule.',
      ],
      [
        'auditor',
        'The auditor may not be free on the planned dates',
        'Suppliers',
        2,
        4,
        'Book the dates now, in writing.',
        'The dates are not confirmed six weeks before.',
        { response: 'transfer' },
      ],
    ],
  ),
  event: kind('an event', /\b(?:event|conference|workshop|summit|trade (?:fair|show)|hackathon)\b/i, [
    [
      'guests',
      'Fewer guests may come than planned',
      'Stakeholders',
      3,
      4,
      'Set the figures at which it is made smaller, and look at registrations twice a week.',
      'Half of the time is over, and under a third has registered.',
    ],
    [
      'speaker',
      'A speaker or host may fall out at short notice',
      'People',
      3,
      3,
      'Ask one person to stand by, and keep one part that can be longer.',
      'A speaker has not confirmed a week before.',
      { response: 'accept' },
    ],
    [
      'technology',
      'Technology may fail on the day',
      'Technology',
      3,
      4,
      'Rehearse in the room with the real devices, and have a second one of each.',
      'The rehearsal ends with open points.',
    ],
  ]),
  hiring: kind('hiring', /\b(?:hiring|recruit\w*|vacanc\w*)\b/i, [
    [
      'applications',
      'Too few good people may apply',
      'People',
      3,
      4,
      'Approach people from the first day, and look at salary and requirements after two weeks.',
      'Under five good applications after two weeks.',
      { unless: 'outside.hiring' },
    ],
    [
      'offer',
      'The chosen person may take another offer',
      'People',
      3,
      4,
      'Decide within a week after the last talk, and keep a second person warm.',
      'More than a week passes between last talk and offer.',
    ],
    [
      'notice',
      'Notice periods may move the first day',
      'People',
      3,
      3,
      'Ask for it in the first talk, and plan with the longest.',
      'The notice period is longer than planned.',
      { response: 'accept' },
    ],
  ]),
  'marketing-campaign': kind('a campaign', /\b(?:campaign|adverts?|advertising)\b/i, [
    [
      'response',
      'The message may not reach the people that it is for',
      'Stakeholders',
      3,
      4,
      'Try two versions on a small part of the budget first.',
      'The first week’s figures are under half of what was hoped for.',
    ],
    [
      'approval',
      'Approvals of texts and pictures may take long',
      'Decisions',
      3,
      3,
      'Name one person who approves, and give two working days.',
      'A text waits longer than two working days.',
      { unless: 'outside.approval' },
    ],
    [
      'budget',
      'The budget may be used up early',
      'Money',
      2,
      3,
      'Set limits per week at each channel.',
      'More than a third is spent in the first quarter of the time.',
    ],
  ]),
  migration: kind('a migration', /\b(?:migrat\w*|cut-?over|move to the cloud)\b/i, [
    [
      'data',
      'Old data may not fit',
      'Technology',
      4,
      4,
      'Move a real copy once early, count what does not fit, and keep a way back until it is checked.',
      'The trial move loses or changes records.',
      { unless: 'outside.migration' },
    ],
    [
      'downtime',
      'The switch may take longer than the people can wait',
      'Technology',
      3,
      4,
      'Rehearse the switch with a clock, and set the time at which it is taken back.',
      'The rehearsal takes longer than the window.',
    ],
    [
      'forgotten',
      'Something that uses the old system may be forgotten',
      'Dependencies',
      3,
      4,
      'Read the old system’s logs for who calls it, for a month at least.',
      'A caller shows up in the logs that is on no list.',
    ],
  ]),
  'mobile-app': kind('an app', /\b(?:mobile app|ios app|android app|app store)\b/i, [
    [
      'store',
      'A store may refuse the app',
      'Suppliers',
      3,
      4,
      'Hand in a first version early, and read the rules with it in hand.',
      'The first review asks for changes.',
    ],
    [
      'devices',
      'It may fail on devices that nobody tested',
      'Quality',
      3,
      3,
      'Test on the five devices that most users have, old ones included.',
      'Crash reports from one kind of device.',
    ],
    [
      'login',
      'Server and app may be released at different speeds',
      'Dependencies',
      2,
      4,
      'Keep the server able to serve the version before.',
      'A change of the server needs a new app at once.',
    ],
  ]),
  'office-move': kind(
    'a move of an office',
    /\b(?:office move|move (?:of |to )?(?:the |a |our )?(?:new )?offices?|relocat\w*)\b/i,
    [
      [
        'network',
        'Network and telephones may not work on the first day',
        'Suppliers',
        3,
        5,
        'Order lines three months before, test them two weeks before, and have mobile ones ready.',
        'The line is not switched on two weeks before.',
        { response: 'transfer' },
      ],
      [
        'landlord',
        'Handing back the old rooms may cost more',
        'Money',
        3,
        3,
        'Walk through with the landlord early, and write down what has to be repaired.',
        'The landlord’s list is longer than the own one.',
      ],
      [
        'work',
        'The daily work may stand still longer than planned',
        'People',
        3,
        3,
        'Move in two waves, and let people work from home on these days.',
        'A team cannot say where it works on the day of the move.',
      ],
    ],
  ),
  'product-launch': kind('a launch', /\b(?:product launch|launch of|go[- ]to[- ]market)\b/i, [
    [
      'ready',
      'The product may not be ready on the announced day',
      'Schedule',
      3,
      5,
      'Announce the day only when the last critical task is under way, and name what can be left out.',
      'A critical task is behind two weeks before the day.',
    ],
    [
      'support',
      'Support may be overrun in the first week',
      'People',
      3,
      3,
      'Write answers to the ten likeliest questions, and have people ready to help out.',
      'More questions on the first day than support can answer in two.',
    ],
    [
      'sales',
      'Sales and partners may not know what to say',
      'Stakeholders',
      2,
      4,
      'Train them a week before, with the real product.',
      'Somebody asks for the price a week before.',
    ],
  ]),
  'research-report': kind('a study', /\b(?:research report|study|survey)\b/i, [
    [
      'data',
      'The data may not answer the question',
      'Data',
      3,
      4,
      'Try the question on a small sample before all is collected.',
      'The first sample leaves the question open.',
    ],
    [
      'answers',
      'Too few people may answer',
      'Stakeholders',
      3,
      4,
      'Ask three times as many as are needed, and remind them twice.',
      'Under a tenth has answered after a week.',
    ],
    [
      'scope',
      'The question may grow',
      'Scope',
      3,
      3,
      'Write down the question in one sentence, and what is not looked at.',
      'Somebody asks for one more chapter.',
    ],
  ]),
  'software-feature': kind('software', /\b(?:software|feature|application|backend|frontend)\b/i, [
    [
      'requirements',
      'Users may want something else than what is built',
      'Scope',
      3,
      4,
      'Show a clickable draft to three users before it is built.',
      'A user asks what it is for.',
    ],
    [
      'old-code',
      'Old code may be harder to change than it looks',
      'Technology',
      3,
      3,
      'Make the hardest change first, as a trial, in two days.',
      'The first change touches more than ten files.',
    ],
    [
      'operation',
      'It may be slow or break under real use',
      'Quality',
      2,
      4,
      'Measure it with real amounts of data before it goes live, and release it to a few first.',
      'An answer takes more than a second with real data.',
    ],
  ]),
  training: kind('a training', /\b(?:training|course|e-?learning)\b/i, [
    [
      'time',
      'People may not get time to take part',
      'People',
      4,
      3,
      'Agree on the hours with their managers before the dates are set.',
      'Under half has said yes a week before.',
    ],
    [
      'use',
      'What was learnt may not be used',
      'Stakeholders',
      3,
      3,
      'Give a task from the daily work, and look at it after two weeks.',
      'Nobody has used it after two weeks.',
    ],
    [
      'trainer',
      'The trainer may fall out',
      'People',
      2,
      4,
      'Name a second one, and let them sit in.',
      'The trainer has not confirmed a week before.',
    ],
  ]),
  website: kind('a website', /\b(?:website|web ?site|web ?shop|online shop|landing page|relaunch)\b/i, [
    [
      'content',
      'Texts and pictures may come late',
      'Stakeholders',
      4,
      3,
      'Name an owner and a date for each page, and go live with those that are ready.',
      'Under half of the pages have their text at half of the time.',
    ],
    [
      'search',
      'Visitors from search may be lost',
      'Technology',
      2,
      4,
      'Send every old address to a new one, and check the hundred most visited.',
      'An old address answers with “not found”.',
    ],
    [
      'taste',
      'The design may be argued about late',
      'Decisions',
      3,
      3,
      'Let one person decide, on a draft with real content.',
      'A decided draft is opened again.',
    ],
  ]),
};

/** The kind that words describe, if they do. */
export const kindIn = (words: string): string | undefined =>
  Object.keys(kinds).find((name) => kinds[name]?.words.test(words));

/** What is usual for a kind. `fact` says why the project is of it; `shown` are keys that the plan itself gave. */
export function risksOfKind(name: string, fact: string, shown: ReadonlySet<string>): RiskContent[] {
  const found = kinds[name];
  if (!found) return [];
  return found.risks
    .filter(({ unless }) => unless === undefined || !shown.has(unless))
    .map(({ unless: _unless, ...risk }) => ({
      ...risk,
      key: `kind.${name}.${risk.key}`,
      reason: `Usual for ${found.what}: ${fact}`,
      owner: '',
    }));
}
