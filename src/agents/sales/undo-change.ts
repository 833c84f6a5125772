import type { Salesforce, SalesforceRecord, Undoable } from '../../core/index.ts';
import {
  type Changed,
  type FieldChange,
  hasAll,
  isSame,
  type RecordChange,
  valuesOf,
  wantedOf,
} from './record-change.ts';

/** What became of a record that was changed. */
type Done = Pick<Changed, 'record' | 'change'>;

async function readChanged(
  salesforce: Salesforce,
  change: RecordChange,
  { record }: Done,
): Promise<SalesforceRecord | undefined> {
  const times = ['CreatedDate', 'LastModifiedDate'];
  const [found] = await salesforce.findBy(change.object, 'Id', record, [...wantedOf(change), ...times], 1);
  return found;
}

/** Fields that are not what they were before. */
const moved = ({ fields }: RecordChange, found: SalesforceRecord): FieldChange[] =>
  fields.filter(({ field, before }) => !isSame(found.fields[field], before));

const stays = ({ name }: RecordChange, why: string, { url }: SalesforceRecord): Undoable => ({
  stays: `${name} ${why}, so it stays. Change it in Salesforce if it has to go: ${url}`,
});

/** Whether a change can be taken back: as long as nobody built on it. */
export async function lookAtChange(salesforce: Salesforce, change: RecordChange, done: Done): Promise<Undoable> {
  if (done.change === 'unchanged') return 'gone';
  const found = await readChanged(salesforce, change, done);
  if (!found) return 'gone';
  if (done.change === 'created') {
    const isUntouched = found.fields.CreatedDate === found.fields.LastModifiedDate;
    return isUntouched ? 'yes' : stays(change, 'was changed after it was made', found);
  }
  const ours = moved(change, found);
  if (!hasAll(found, ours)) return stays(change, 'was changed by somebody after us', found);
  return ours.length > 0 ? 'yes' : 'gone';
}

/** Takes back what a change did. */
export async function undoChange(salesforce: Salesforce, change: RecordChange, done: Done): Promise<void> {
  if (done.change === 'created') return salesforce.remove(change.object, done.record);
  const found = await readChanged(salesforce, change, done);
  if (found) await salesforce.update(change.object, found.id, valuesOf(moved(change, found), 'before'));
}
