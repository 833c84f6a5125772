import type { RiskResponse } from '../../../core/index.ts';

/** What usually goes wrong in one kind of project, with usual figures. */
export interface Usual {
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

export interface Kind {
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
export const kind = (what: string, words: RegExp, rows: readonly Row[]): Kind => ({
  what,
  words,
  risks: rows.map(usual),
});
