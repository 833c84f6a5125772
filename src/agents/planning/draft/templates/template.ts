import type { LinkKind } from '../../../../core/index.ts';

/** Who usually does it. */
export type Role =
  | 'lead'
  | 'design'
  | 'development'
  | 'test'
  | 'operations'
  | 'content'
  | 'marketing'
  | 'sales'
  | 'legal'
  | 'people'
  | 'finance';

export interface TemplateLink {
  key: string;
  kind: LinkKind;
  lagDays: number;
}

export interface TemplateTask {
  key: string;
  name: string;
  /** Optimistic, most likely and pessimistic working days; undefined for a milestone. */
  days: readonly [number, number, number] | undefined;
  /** Undefined: after the task before it. */
  after: readonly TemplateLink[] | undefined;
  role: Role;
  deliverable: string;
  /** The day itself, where the project is for one. */
  isEvent: boolean;
}

export interface Phase {
  name: string;
  tasks: readonly TemplateTask[];
}

/** A usual kind of project, as people who did it before would plan it. */
export interface Template {
  name: string;
  /** As in “taken for a …”. */
  title: string;
  /** Words of a goal that speak for it, and how much. They may be patterns. */
  words: Readonly<Record<string, number>>;
  phases: readonly Phase[];
}

interface Details {
  role?: Role;
  makes?: string;
  after?: readonly (string | TemplateLink)[];
  isEvent?: boolean;
}

const linksOf = ({ after }: Details): TemplateLink[] | undefined =>
  after?.map((each) => (typeof each === 'string' ? { key: each, kind: 'finish-to-start', lagDays: 0 } : each));

export const task = (
  key: string,
  name: string,
  days: readonly [number, number, number],
  details: Details = {},
): TemplateTask => ({
  key,
  name,
  days,
  after: linksOf(details),
  role: details.role ?? 'lead',
  deliverable: details.makes ?? '',
  isEvent: details.isEvent ?? false,
});

export const milestone = (key: string, name: string, details: Details = {}): TemplateTask => ({
  ...task(key, name, [0, 0, 0], details),
  days: undefined,
});

/** Begins so many working days after the other began. */
export const withStartOf = (key: string, lagDays = 0): TemplateLink => ({ key, kind: 'start-to-start', lagDays });
/** Begins so many working days after the other ended. */
export const waitAfter = (key: string, lagDays: number): TemplateLink => ({ key, kind: 'finish-to-start', lagDays });
