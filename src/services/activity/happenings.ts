import { escapeMarkdown, type Happening } from '../../core/index.ts';
import type { Tx } from '../../platform/database.ts';
import type { Ledger } from '../effects/settle.ts';
import { namedSentence, sentenceOf } from './sentence.ts';

export interface Span {
  project: string;
  from: Date;
  to: Date;
  limit: number;
}

interface DoneRow {
  capability: string;
  input: Record<string, unknown>;
  output: Record<string, unknown> | null;
  /** What its card asked. */
  question: string | null;
  person: string;
  settled_at: Date;
}

const valuesOf = ({ project, from, to, limit }: Span): unknown[] => [project, from, to, limit];
const firstLine = (markdown: string): string => markdown.trim().split('\n', 1)[0] ?? '';

/** What somebody approved, in the words of its card. */
function lineOf({ registry }: Ledger, { capability, input, question }: DoneRow): string {
  return sentenceOf(question ?? '') ?? namedSentence(registry.find(capability)?.title ?? capability, input.title);
}

function urlOf({ registry }: Ledger, { capability, output }: DoneRow): string | undefined {
  const [link] = (output && registry.find(capability)?.present(output).links) || [];
  const url = link?.url ?? output?.url;
  return typeof url === 'string' && URL.canParse(url) ? url : undefined;
}

export async function doneEffects(tx: Tx, ledger: Ledger, span: Span): Promise<Happening[]> {
  const rows = await tx.query<DoneRow>(
    `select e.capability, e.input, e.output, e.preview->>'markdown' as question, p.name as person, e.settled_at
     from effects e join people p on p.id = e.requester_id
     where e.state = 'done' and e.parent_id is null and e.input->>'project' = $1 and e.settled_at >= $2 and e.settled_at < $3
     order by e.settled_at desc limit $4`,
    valuesOf(span),
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
  person: string;
  at: Date;
}

export async function planChanges(tx: Tx, span: Span): Promise<Happening[]> {
  const rows = await tx.query<PlanRow>(
    `select p.number, v.content->>'title' as title, v.change, who.name as person, v.at
     from plan_versions v join plans p on p.id = v.plan_id join people who on who.id = v.person_id
     where p.project = $1 and v.at >= $2 and v.at < $3 order by v.at desc limit $4`,
    valuesOf(span),
  );
  return rows.map(({ number, title, change, person, at }) => ({
    at,
    kind: 'plan',
    person,
    markdown: `Plan ${number}, ${escapeMarkdown(title)}: ${escapeMarkdown(firstLine(change))}`,
    url: undefined,
  }));
}
