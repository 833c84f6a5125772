import { escapeMarkdown, type Happening } from '../../core/index.ts';
import type { Tx } from '../../platform/database.ts';
import type { ChangeKind } from '../risks/write-risks.ts';
import type { Span } from './happenings.ts';

interface RiskChangeRow {
  number: number;
  title: string;
  kind: ChangeKind;
  fields: Record<string, unknown>;
  person: string;
  at: Date;
}

/** More than these at once, by one assessment, are told as one. */
const maxAlone = 3;
const wordsOf: Readonly<Record<ChangeKind, string>> = {
  found: 'found',
  updated: 'reckoned anew',
  changed: 'changed',
  gone: 'closed',
  deleted: 'closed',
  restored: 'open again with its plan',
};

/** Figures and states with what they became; of longer texts only that they changed. */
function changeOf(field: string, value: unknown): string {
  const [before, after] = Array.isArray(value) ? value : [];
  // A note is the reason itself.
  if (field === 'note' && after !== '') return escapeMarkdown(`${after}`.replace(/\.$/, ''));
  const isShort = typeof after === 'number' || field === 'state' || field === 'response' || field === 'owner';
  return isShort ? `${field} ${escapeMarkdown(`${before}`)} → ${escapeMarkdown(`${after}`)}` : field;
}

const nameOf = ({ number, title }: RiskChangeRow): string => `Risk ${number}, ${escapeMarkdown(title)}`;

/** Why it was closed; of a change, what it was. */
function detailsOf({ kind, fields }: RiskChangeRow): string[] {
  if (kind === 'found' || kind === 'restored') return [];
  const named = Object.entries(fields);
  const isClosed = kind === 'gone' || kind === 'deleted';
  const isTold = ([name]: [string, unknown]): boolean => !isClosed || name === 'note';
  return named.filter(isTold).map(([name, value]) => changeOf(name, value));
}

function lineOf(row: RiskChangeRow): string {
  const details = detailsOf(row);
  return `${nameOf(row)}: ${wordsOf[row.kind]}${details.length > 0 ? ` (${details.join(', ')})` : ''}`;
}

function linesOf(rows: readonly RiskChangeRow[]): string[] {
  const [first] = rows;
  if (!first || rows.length <= maxAlone) return rows.map(lineOf);
  return [`${rows.length} risks: ${wordsOf[first.kind]}, among them ${rows.slice(0, maxAlone).map(nameOf).join('; ')}`];
}

export async function riskChanges(tx: Tx, { project, from, to, limit }: Span): Promise<Happening[]> {
  const rows = await tx.query<RiskChangeRow>(
    `select r.number, r.title, c.kind, c.fields, who.name as person, c.at
     from risk_changes c join risks r on r.id = c.risk_id join people who on who.id = c.person_id
     where r.project = $1 and c.at >= $2 and c.at < $3 order by c.at desc, c.position limit $4`,
    [project, from, to, limit],
  );
  const together = Map.groupBy(rows, ({ at, kind, person }) => `${at.getTime()} ${kind} ${person}`);
  return [...together.values()].flatMap((group) =>
    linesOf(group).map((markdown) => ({
      at: group[0]?.at ?? from,
      kind: 'risk',
      person: group[0]?.person ?? '',
      markdown,
      url: undefined,
    })),
  );
}
