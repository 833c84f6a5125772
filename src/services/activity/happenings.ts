import { type ActivityQuestion, escapeMarkdown, type Happening } from '../../core/index.ts';
import type { Tx } from '../../platform/database.ts';
import type { Ledger } from '../effects/settle.ts';
import { namedSentence, sentenceOf } from './sentence.ts';

export type Span = Omit<ActivityQuestion, 'without'>;

/** Of what was asked only as much as is told: a card may be long. */
export const asked = "e.input->>'title' as title, left(e.preview->>'markdown', 2000) as question";

interface DoneRow {
  capability: string;
  title: string | null;
  output: Record<string, unknown> | null;
  /** What its card asked. */
  question: string | null;
  person: string;
  settled_at: Date;
}

const valuesOf = ({ project, from, to, limit }: Span): unknown[] => [project, from, to, limit];
const firstLine = (markdown: string): string => markdown.trim().split('\n', 1)[0] ?? '';

/** What somebody approves, in the words of its card. */
export function lineOf(
  { registry }: Ledger,
  { capability, title, question }: Pick<DoneRow, 'capability' | 'title' | 'question'>,
): string {
  return sentenceOf(question ?? '') ?? namedSentence(registry.find(capability)?.title ?? capability, title);
}

function urlOf({ registry }: Ledger, { capability, output }: DoneRow): string | undefined {
  const [link] = (output && registry.find(capability)?.present(output).links) || [];
  const url = link?.url ?? output?.url;
  return typeof url === 'string' && URL.canParse(url) ? url : undefined;
}

export async function doneEffects(tx: Tx, ledger: Ledger, question: ActivityQuestion): Promise<Happening[]> {
  const rows = await tx.query<DoneRow>(
    `select e.capability, ${asked}, e.output, p.name as person, e.settled_at
     from effects e join people p on p.id = e.requester_id
     where e.state = 'done' and e.parent_id is null and e.input->>'project' = $1 and e.settled_at >= $2 and e.settled_at < $3
       and not starts_with(e.capability, $5 || '.')
     order by e.settled_at desc limit $4`,
    [...valuesOf(question), question.without],
  );
  return rows.map((row) => ({
    at: row.settled_at,
    kind: row.capability,
    person: row.person,
    markdown: lineOf(ledger, row),
    url: urlOf(ledger, row),
  }));
}

interface PlanRow {
  number: number;
  title: string;
  change: string;
  changes: number;
  person: string;
  at: Date;
}

const changeOf = ({ changes, change }: PlanRow): string =>
  `${changes > 1 ? `${changes} changes, the last one: ` : ''}${escapeMarkdown(firstLine(change))}`;

/** One line for each plan. A plan that was made anew under its title was a trial. */
export async function planChanges(tx: Tx, span: Span): Promise<Happening[]> {
  const rows = await tx.query<PlanRow>(
    `with named as (
       select p.id, p.number, p.version, lower(trim(n.content->>'title')) as name
       from plans p join plan_versions n on n.plan_id = p.id and n.version = p.version
       where p.project = $1 and p.deleted_at is null)
     select last.number, v.content->>'title' as title, v.change, last.changes, who.name as person, v.at
     from (select p.id, p.number, max(v.version) as version, count(*)::integer as changes
           from named p join plan_versions v on v.plan_id = p.id
           where v.at >= $2 and v.at < $3
             and not exists (select from named other where other.name = p.name and other.number > p.number)
           group by p.id, p.number) last
       join plan_versions v on v.plan_id = last.id and v.version = last.version
       join people who on who.id = v.person_id
     order by v.at desc limit $4`,
    valuesOf(span),
  );
  return rows.map((row) => ({
    at: row.at,
    kind: 'plan',
    person: row.person,
    markdown: `Plan ${row.number}, ${escapeMarkdown(row.title)}: ${changeOf(row)}`,
    url: undefined,
  }));
}
