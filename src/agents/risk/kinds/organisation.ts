import { type Kind, kind } from './kind.ts';

/** Where the organisation itself is checked or moved. */
export const organisationKinds: Readonly<Record<string, Kind>> = {
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
};
