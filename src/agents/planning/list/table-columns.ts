import type { TableRow } from './table-cells.ts';

export const columnKinds = [
  'name',
  'label',
  'phase',
  'days',
  'optimistic',
  'likely',
  'pessimistic',
  'owner',
  'after',
  'start',
  'finish',
  'milestone',
] as const;
export type ColumnKind = (typeof columnKinds)[number];

export interface Columns {
  /** Place of each kind. */
  places: ReadonlyMap<ColumnKind, number>;
  /** What a bare number in the column of durations counts. */
  unit: string;
  /** Heads of the other columns, by their places. */
  others: ReadonlyMap<number, string>;
  hasHead: boolean;
}

/** A head may have more to it: `Duration (days)`, `Owner / team`. */
const heads: readonly (readonly [ColumnKind, RegExp])[] = [
  ['label', /^(?:#|id|no|nr|num(?:ber)?|wbs|code|key|pos(?:ition)?|lfd nr|nummer|编号|序号|番号)$/i],
  ['optimistic', /^(?:optimistic|best(?: case)?|min(?:imum)?|o|optimistisch)$/i],
  ['likely', /^(?:most likely|likely|realistic|m|wahrscheinlich|realistisch)$/i],
  ['pessimistic', /^(?:pessimistic|worst(?: case)?|max(?:imum)?|p|pessimistisch)$/i],
  [
    'after',
    /^(?:depend(?:s|encies|ency|ing)?(?: on)?|predecessors?|after|blocked by|requires|needs|waits? for|prerequisites?|follows|vorgänger|abhängig(?:keit(?:en)?)?(?: von)?|nach|voraussetzung(?:en)?|前置任务|依赖|先行)$/i,
  ],
  [
    'owner',
    /^(?:owners?|assignees?|assigned(?: to)?|who|responsible|responsibility|persons?|people|resources?(?: names?)?|leads?|done by|team member|wer|verantwortlich(?:er|e)?|zuständig|bearbeiter(?:in)?|person|负责人|担当(?:者)?|المسؤول)$/i,
  ],
  ['start', /^(?:start(?: date)?|begin(?:s|ning)?|not before|from|beginn|anfang|startdatum|start am|开始(?:日期)?)$/i],
  [
    'finish',
    /^(?:finish(?: date)?|end(?: date)?|due(?: date)?|deadline|until|ende|enddatum|fällig(?: am)?|bis|结束(?:日期)?|截止)$/i,
  ],
  ['phase', /^(?:phase|group|section|category|epic|stage|work ?stream|bereich|gruppe|阶段)$/i],
  ['milestone', /^(?:is )?milestone|meilenstein$/i],
  [
    'days',
    /^(?:(?:(?:estimated|planned|working|work|person|man)[ -]?)?(?:days|hours|weeks|months|duration|effort|time|estimates?)|est|length|how long|pt|dauer|tage|stunden|wochen|aufwand|schätzung|工期|天数|时长|期間|日数|المدة)$/i,
  ],
  [
    'name',
    /^(?:tasks?(?: names?)?|names?|titles?|activit(?:y|ies)|work ?packages?|items?|what|steps?|story|stories|summary|subject|issue|to ?dos?|deliverables?|aufgaben?|vorgang(?:sname)?|vorgänge|tätigkeit(?:en)?|arbeitspakete?|bezeichnung|titel|was|schritte?|任务|任務|名称|工作|タスク|作業|المهمة)$/i,
  ],
];
const descriptions = /^(?:descriptions?|beschreibung|details)$/i;
const unitIn = /\b(hours?|h|std|stunden|weeks?|w|wochen|months?|monate)\b/i;

const plain = (head: string): string =>
  head
    .replace(/\([^)]*\)|\[[^\]]*\]/g, ' ')
    .replace(/[*_:.]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** What is longer is no head of a column. */
const maxHeadLength = 60;

const kindOf = (head: string): ColumnKind | undefined => {
  if (head.length > maxHeadLength) return undefined;
  const words = plain(head);
  const first = words.split(/\s*[/&,]\s*/)[0] ?? words;
  return heads.find(([, pattern]) => pattern.test(words) || pattern.test(first))?.[0];
};

const isDescription = (cell: string): boolean => cell.length <= maxHeadLength && descriptions.test(plain(cell));

/** Names its tasks and something about them. */
export function isHead(cells: readonly string[]): boolean {
  const kinds = cells.map(kindOf);
  const isNamed = kinds.includes('name') || cells.some(isDescription);
  return isNamed && new Set(kinds.filter((kind) => kind !== undefined)).size >= (kinds.includes('name') ? 2 : 1);
}

function byHead(cells: readonly string[]): Columns {
  const places = new Map<ColumnKind, number>();
  const others = new Map<number, string>();
  for (const [place, head] of cells.entries()) {
    const kind = kindOf(head);
    if (kind !== undefined && !places.has(kind)) places.set(kind, place);
    else if (head !== '') others.set(place, head);
  }
  const described = cells.findIndex(isDescription);
  if (!places.has('name') && described >= 0) {
    places.set('name', described);
    others.delete(described);
  }
  const unit = unitIn.exec(cells[places.get('days') ?? -1] ?? '')?.[1] ?? 'days';
  return { places, unit, others, hasHead: true };
}

const bareDuration =
  /^\d{1,4}(?:[.,]\d{1,3})?\s*(?:h|hrs?|hours?|d|days?|w|wks?|weeks?|mo|months?|tage?|wochen?|stunden?|天|日|周)?$/i;
/** `2`, `2FS`, `2SS+1d`. */
const rowNumber = /^\d{1,3}(?:\s*[FS][FS])?(?:\s*[+-]\s*\d{1,3}\s*\p{L}*)?$/iu;
const isCounted = (cells: readonly string[]): boolean =>
  cells.length > 1 && cells.every((cell, index) => Number(cell) === index + 1);

/** What each column holds, told by its cells: numbers of rows, names, durations, names of other rows, people. */
function byCells(rows: readonly TableRow[]): Columns {
  const width = Math.max(...rows.map(({ cells }) => cells.length));
  const columns = Array.from({ length: width }, (_, place) => rows.map(({ cells }) => cells[place] ?? ''));
  const places = new Map<ColumnKind, number>();
  const others = new Map<number, string>();
  const filled = (place: number): string[] => (columns[place] ?? []).filter((cell) => !isNothing(cell));
  const take = (kind: ColumnKind, fits: (cells: readonly string[], place: number) => boolean): void => {
    const taken = new Set(places.values());
    const place = columns.findIndex((_, at) => !taken.has(at) && filled(at).length > 0 && fits(filled(at), at));
    if (place >= 0) places.set(kind, place);
  };
  take('label', (cells, place) => place === 0 && isCounted(cells));
  take(
    'name',
    (cells) => cells.filter((cell) => /\p{L}/u.test(cell) && !bareDuration.test(cell)).length > cells.length / 2,
  );
  take('days', (cells) => cells.every((cell) => bareDuration.test(cell)));
  const names = new Set((columns[places.get('name') ?? 0] ?? []).map((name) => name.toLowerCase()));
  const isRow = (cell: string): boolean =>
    cell.split(/[,;&]/).every((part) => names.has(part.trim().toLowerCase()) || rowNumber.test(part.trim()));
  take('after', (cells) => cells.every(isRow));
  take('owner', (cells) => cells.every((cell) => /^@?[\p{L}\p{M}][\p{L}\p{M} .'’&,-]{0,60}$/u.test(cell)));
  const taken = new Set(places.values());
  for (const place of columns.keys())
    if (!taken.has(place) && filled(place).length > 0) others.set(place, `${place + 1}`);
  return { places, unit: 'days', others, hasHead: false };
}

/** A cell that says that there is nothing. */
export const isNothing = (cell: string): boolean =>
  /^(?:[-–—?.]*|none|n\/?a|nil|no|tbd|tba|keine?r?|unassigned|nobody|无)$/i.test(cell.trim());

export const columnsOf = (rows: readonly TableRow[]): Columns =>
  isHead(rows[0]?.cells ?? []) ? byHead(rows[0]?.cells ?? []) : byCells(rows);
