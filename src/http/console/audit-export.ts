import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { requirePermission, type TrailRecord } from '../../core/index.ts';
import { recordAudit, type Services } from '../../services/index.ts';
import { notFoundPage } from './messages.ts';
import type { Visit } from './visit.ts';

const exportForms = ['jsonl', 'csv'] as const;
type ExportForm = (typeof exportForms)[number];

const columns = [
  'number',
  'at',
  'person',
  'action',
  'capability',
  'outcome',
  'run',
  'door',
  'id',
  'pseudonym',
  'run_id',
  'effect_id',
  'correlation',
  'details',
  'hash',
] as const satisfies readonly (keyof TrailRecord)[];

/** A spreadsheet takes what begins so for a formula. */
const likeFormula = /^[=+\-@\t\r]/;

/** A cell as RFC 4180 has it; what a spreadsheet would run gets an apostrophe before it. */
function csvCell(value: string | number | null): string {
  const text = typeof value === 'string' && likeFormula.test(value) ? `'${value}` : String(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
const csvLine = (cells: readonly (string | number | null)[]): string => `${cells.map(csvCell).join(',')}\r\n`;

const forms: Readonly<Record<ExportForm, { type: string; head: string; line(record: TrailRecord): string }>> = {
  jsonl: { type: 'application/jsonl; charset=utf-8', head: '', line: (record) => `${JSON.stringify(record)}\n` },
  csv: {
    type: 'text/csv; charset=utf-8',
    head: csvLine(columns),
    line: (record) => csvLine(columns.map((column) => record[column])),
  },
};

async function* linesOf(form: ExportForm, records: AsyncIterable<TrailRecord>): AsyncGenerator<string> {
  if (forms[form].head !== '') yield forms[form].head;
  for await (const record of records) yield forms[form].line(record);
}

const formSchema = z.enum(exportForms);
const all = { person: '', capability: '', action: '', outcome: '', run: 0, from: undefined, to: undefined } as const;

/** The whole trail as a file, row by row, so that a long one needs no memory. That somebody took it is on record. */
export const exportAudit =
  ({ database, readersFor }: Services) =>
  async ({ request, response, principal, correlation, show }: Visit): Promise<void> => {
    const form = formSchema.safeParse(request.params.form);
    if (!form.success) return show(notFoundPage, 404);
    requirePermission({ permission: 'audit:trail:read' }, principal);
    const { person, door, tenant } = principal;
    const about = { person, door, capability: 'audit.show-trail', correlation, details: { export: form.data } };
    await database.withTenant(tenant, (tx) => recordAudit(tx, { ...about, action: 'asked', outcome: 'done' }));
    response.attachment(`audit-trail.${form.data}`).type(forms[form.data].type);
    await pipeline(Readable.from(linesOf(form.data, readersFor(principal).trail.records(all))), response);
  };
